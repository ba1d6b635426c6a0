package io.intertie.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What was said in a message, and its tokens counted as OpenAI counts them.
final class Prompt {
    /// Tokens that open the reply.
    static final int REPLY_TOKENS = 3;

    private static final int MESSAGE_TOKENS = 3;

    private Prompt() {}

    /// All texts of a message: its content and the calls it made.
    ///
    /// @throws Problem 400 when a content part is not text
    static List<String> texts(JsonNode message) {
        List<String> texts = new ArrayList<>();
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            texts.add(content.textValue());
        } else if (content.isArray()) {
            content.forEach(part -> texts.add(partText(part)));
        } else if (!content.isNull() && !content.isMissingNode()) {
            throw Problem.badRequest("messages", "'content' must be a string or an array.");
        }
        for (JsonNode call : message.path("tool_calls")) {
            texts.add(call.path("function").path("name").asText());
            texts.add(call.path("function").path("arguments").asText());
        }
        return texts;
    }

    private static String partText(JsonNode part) {
        for (String kind : List.of("text", "refusal")) {
            if (part.path("type").asText().equals(kind) && part.path(kind).isTextual()) {
                return part.path(kind).textValue();
            }
        }
        throw Problem.badRequest("messages", "The sandbox reads parts of type text only.");
    }

    static int tokens(String role, List<String> texts) {
        return MESSAGE_TOKENS
                + Tokenizer.count(role)
                + texts.stream().mapToInt(Tokenizer::count).sum();
    }
}
