package io.intertie.gateway.relay;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.gateway.wire.ModelRequest;
import java.util.ArrayList;
import java.util.List;

/// What a request gives a model to read, for a tokenizer: its texts, and the tokens that are none.
///
/// Messages are framed as OpenAI frames them. **Source** OpenAI's cookbook, how to count tokens.
public record Prompt(List<String> texts, long framing) {
    private static final int MESSAGE = 3;
    private static final int NAME = 1;
    private static final int REPLY = 3;

    /// No tokenizer counts an image; this is the least that one costs at OpenAI.
    private static final int ATTACHMENT = 85;

    public static Prompt of(ModelRequest request) {
        var reading = new Reading();
        switch (request.endpoint()) {
            case CHAT_COMPLETIONS -> reading.chat(request.json());
            case EMBEDDINGS -> reading.embedded(request.json().path("input"));
        }
        return new Prompt(reading.texts, reading.framing);
    }

    private static final class Reading {
        final List<String> texts = new ArrayList<>();
        long framing;

        void chat(JsonNode body) {
            framing = REPLY;
            body.path("messages").forEach(this::message);
            for (var field : List.of("tools", "functions", "response_format")) {
                if (body.path(field).isContainerNode()) {
                    texts.add(body.path(field).toString());
                }
            }
        }

        private void message(JsonNode message) {
            framing += MESSAGE;
            text(message.path("role"));
            content(message.path("content"));
            text(message.path("reasoning_content"));
            if (message.path("name").isTextual()) {
                framing += NAME;
                text(message.path("name"));
            }
            for (var call : message.path("tool_calls")) {
                text(call.path("function").path("name"));
                text(call.path("function").path("arguments"));
            }
        }

        private void content(JsonNode content) {
            text(content);
            for (var part : content) {
                if (part.path("text").isTextual() || part.path("refusal").isTextual()) {
                    text(part.path("text"));
                    text(part.path("refusal"));
                } else {
                    framing += ATTACHMENT;
                }
            }
        }

        private void embedded(JsonNode input) {
            if (input.isNumber()) {
                framing++;
            }
            text(input);
            input.forEach(this::embedded);
        }

        private void text(JsonNode node) {
            if (node.isTextual()) {
                texts.add(node.textValue());
            }
        }
    }
}
