package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.platform.http.Problem;
import java.util.ArrayList;

/// Anthropic's `system` and `messages` as chat messages.
final class AnthropicInput {
    private final ChatMessages chat;

    private AnthropicInput(String model) {
        chat = new ChatMessages(model);
    }

    static ArrayNode messages(Ask ask) {
        var input = new AnthropicInput(ask.text("model").orElse(""));
        if (ask.has("system")) {
            input.chat.system(system(ask.at("system")));
        }
        var messages = ask.list("messages");
        if (messages.isEmpty()) {
            throw Ask.fault("messages", "'messages' must be a non-empty array.");
        }
        for (int at = 0; at < messages.size(); at++) {
            var name = "messages[" + at + "]";
            input.message(Ask.object(messages.get(at), name), name);
        }
        return input.chat.written();
    }

    private static String system(JsonNode given) {
        if (given.isTextual()) {
            return given.textValue();
        }
        var texts = new ArrayList<String>();
        for (var block : Ask.list(given, "system")) {
            texts.add(Ask.text(block.path("text"), "system"));
        }
        return String.join("\n\n", texts);
    }

    private void message(ObjectNode message, String name) {
        var content = message.path("content");
        var blocks =
                content.isTextual()
                        ? JsonNodeFactory.instance
                                .arrayNode()
                                .add(ChatMessages.text(content.textValue()))
                        : Ask.list(content, name + ".content");
        switch (message.path("role").asText()) {
            case "user" -> user(blocks, name + ".content");
            case "assistant" -> assistant(blocks, name + ".content");
            case "system" -> chat.system(system(content));
            default ->
                    throw Ask.fault(
                            name + ".role", "'" + name + ".role' must be user or assistant.");
        }
    }

    /// Results come first: they must follow the calls at once.
    private void user(JsonNode blocks, String name) {
        var parts = JsonNodeFactory.instance.arrayNode();
        for (int at = 0; at < blocks.size(); at++) {
            var block = blocks.get(at);
            var place = name + "[" + at + "]";
            switch (block.path("type").asText()) {
                case "tool_result" -> result(block, place);
                default -> parts.add(shown(block, place));
            }
        }
        if (!parts.isEmpty()) {
            chat.user(parts);
        }
    }

    private static ObjectNode shown(JsonNode block, String name) {
        return switch (block.path("type").asText()) {
            case "text" -> ChatMessages.text(Ask.text(block.path("text"), name + ".text"));
            case "image" -> ChatMessages.image(url(block.path("source"), name + ".source"));
            default -> throw unsupported(block, name);
        };
    }

    private static String url(JsonNode source, String name) {
        return switch (source.path("type").asText()) {
            case "base64" ->
                    "data:%s;base64,%s"
                            .formatted(
                                    Ask.text(source.path("media_type"), name + ".media_type"),
                                    Ask.text(source.path("data"), name + ".data"));
            case "url" -> Ask.text(source.path("url"), name + ".url");
            default -> throw Ask.fault(name, "'" + name + "' must be of type base64 or url.");
        };
    }

    private static Problem unsupported(JsonNode block, String name) {
        var type = block.path("type").asText();
        return Ask.fault(
                name + ".type",
                type.equals("document")
                        ? "Blocks of type 'document' are not supported; send the document's text."
                        : "Blocks of type '" + type + "' are not supported here.");
    }

    private void result(JsonNode block, String name) {
        var text = new StringBuilder(block.path("is_error").asBoolean(false) ? "Error: " : "");
        var images = JsonNodeFactory.instance.arrayNode();
        var content = block.path("content");
        if (content.isTextual()) {
            text.append(content.textValue());
        } else if (!content.isMissingNode() && !content.isNull()) {
            for (var inner : Ask.list(content, name + ".content")) {
                var part = shown(inner, name + ".content");
                if (part.path("type").asText().equals("text")) {
                    text.append(part.path("text").textValue());
                } else {
                    images.add(part);
                }
            }
        }
        var call = Ask.text(block.path("tool_use_id"), name + ".tool_use_id");
        chat.result(call, text.toString(), images);
    }

    private void assistant(JsonNode blocks, String name) {
        for (int at = 0; at < blocks.size(); at++) {
            var block = blocks.get(at);
            var place = name + "[" + at + "]";
            switch (block.path("type").asText()) {
                case "text" -> chat.said(Ask.text(block.path("text"), place + ".text"), "");
                case "tool_use" ->
                        chat.called(
                                Ask.text(block.path("id"), place + ".id"),
                                Ask.text(block.path("name"), place + ".name"),
                                Ask.object(block.path("input"), place + ".input").toString());
                case "thinking" ->
                        chat.thought(
                                block.path("thinking").asText(""),
                                Thoughts.signed(
                                        block.path("thinking").asText(""),
                                        block.path("signature").asText("")));
                case "redacted_thinking" ->
                        chat.thought("", Thoughts.redacted(block.path("data").asText("")));
                default -> throw unsupported(block, place);
            }
        }
    }
}
