package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// OpenAI's completions of old: one prompt becomes one message of the user's.
final class OpenAiCompletions extends OpenAi {
    private static final Set<String> KNOWN =
            Set.of("prompt", "messages", "best_of", "echo", "suffix", "logprobs", "top_logprobs");

    /// What a completion writes at most where nobody says so.
    private static final int SHORT = 16;

    @Override
    public Reading read(byte[] body) {
        var ask = Ask.read(body);
        check(ask);
        var chat = ask.others(KNOWN);
        if (!ask.has("max_tokens") && !ask.has("max_completion_tokens")) {
            chat.put("max_tokens", SHORT);
        }
        var messages = new ChatMessages(ask.text("model").orElse(""));
        messages.user(JsonNodeFactory.instance.arrayNode().add(ChatMessages.text(prompt(ask))));
        chat.set("messages", messages.written());
        return new Reading(Json.write(chat), CompletionsVoice::new);
    }

    private static String prompt(Ask ask) {
        var prompt = ask.at("prompt");
        if (prompt.isArray() && prompt.size() == 1 && prompt.get(0).isTextual()) {
            return prompt.get(0).textValue();
        }
        if (prompt.isArray() && prompt.size() > 1 && prompt.get(0).isTextual()) {
            throw Ask.fault("prompt", "One prompt a request: send the others in their own.");
        }
        if (prompt.isArray() && !prompt.isEmpty() && !prompt.get(0).isTextual()) {
            throw Ask.fault("prompt", "'prompt' cannot be tokens here: send it as text.");
        }
        if (!prompt.isTextual()) {
            throw Ask.fault("prompt", "'prompt' must be a string.");
        }
        return prompt.textValue();
    }

    private static void check(Ask ask) {
        if (ask.flag("echo", false)) {
            throw Ask.fault(
                    "echo", "'echo' is not supported: the answer holds the new text alone.");
        }
        if (ask.has("suffix") && !ask.at("suffix").asText().isEmpty()) {
            throw Ask.fault("suffix", "'suffix' is not supported: the model writes at the end.");
        }
        var _ = ask.object("stream_options");
        var best = ask.at("best_of");
        if (ask.has("best_of") && best.asInt(2) > Math.max(1, ask.at("n").asInt(1))) {
            throw Ask.fault(
                    "best_of", "'best_of' must not be above 'n': all answers are returned.");
        }
        ask.refuse("messages", "say 'prompt' instead.");
        ask.refuse("logprobs", "ask for 'logprobs' at /v1/chat/completions.");
    }

    /// An answer's choice in the old form.
    static ObjectNode choice(int index, String text, @Nullable String end) {
        var choice = Json.object().put("text", text).put("index", index).putNull("logprobs");
        var reason =
                end == null || end.equals("length") || end.equals("content_filter") ? end : "stop";
        return choice.put("finish_reason", reason);
    }
}
