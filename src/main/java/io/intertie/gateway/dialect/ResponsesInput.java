package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;

/// The `instructions` and `input` of a response as chat messages.
final class ResponsesInput {
    private final ChatMessages chat;

    private ResponsesInput(String model) {
        chat = new ChatMessages(model);
    }

    static ArrayNode messages(Ask ask) {
        var input = new ResponsesInput(ask.text("model").orElse(""));
        ask.text("instructions").ifPresent(input.chat::system);
        if (ask.at("input").isTextual()) {
            var text = ChatMessages.text(ask.at("input").textValue());
            input.chat.user(JsonNodeFactory.instance.arrayNode().add(text));
        } else {
            var items = Ask.list(ask.at("input"), "input");
            for (int at = 0; at < items.size(); at++) {
                var name = "input[" + at + "]";
                input.item(Ask.object(items.get(at), name), name);
            }
        }
        return input.chat.written();
    }

    private void item(ObjectNode item, String name) {
        switch (item.path("type").asText("message")) {
            case "message" -> message(item, name);
            case "function_call" ->
                    chat.called(
                            Ask.text(item.path("call_id"), name + ".call_id"),
                            Ask.text(item.path("name"), name + ".name"),
                            Ask.text(item.path("arguments"), name + ".arguments"));
            case "function_call_output" -> output(item, name);
            case "reasoning" -> thought(item);
            case "item_reference" ->
                    throw Ask.fault(
                            name + ".type",
                            "Items cannot be referred to, nothing is kept: send the item itself.");
            default ->
                    throw Ask.fault(
                            name + ".type",
                            "Items of type '%s' are not supported."
                                    .formatted(item.path("type").asText()));
        }
    }

    private void message(ObjectNode item, String name) {
        var content = item.path("content");
        var place = name + ".content";
        switch (item.path("role").asText()) {
            case "user" -> {
                var parts = parts(content, place);
                if (!parts.isEmpty()) {
                    chat.user(parts);
                }
            }
            case "assistant" -> said(content, place);
            // Providers know the one name for both.
            case "system", "developer" -> chat.system(text(content, place));
            default ->
                    throw Ask.fault(
                            name + ".role",
                            "'%s.role' must be user, assistant, system or developer."
                                    .formatted(name));
        }
    }

    private static ArrayNode parts(JsonNode content, String name) {
        var parts = JsonNodeFactory.instance.arrayNode();
        if (content.isTextual()) {
            return parts.add(ChatMessages.text(content.textValue()));
        }
        Ask.list(content, name);
        for (int at = 0; at < content.size(); at++) {
            parts.add(part(content.get(at), name + "[" + at + "]"));
        }
        return parts;
    }

    private static ObjectNode part(JsonNode part, String name) {
        return switch (part.path("type").asText()) {
            case "input_text", "output_text", "text" ->
                    ChatMessages.text(Ask.text(part.path("text"), name + ".text"));
            case "input_image" -> image(part, name);
            case "input_file" -> file(part, name);
            default ->
                    throw Ask.fault(
                            name + ".type",
                            "Content of type '%s' is not supported here."
                                    .formatted(part.path("type").asText()));
        };
    }

    private static ObjectNode image(JsonNode part, String name) {
        if (part.hasNonNull("file_id")) {
            throw Ask.fault(name + ".file_id", "Files are not kept: send 'image_url'.");
        }
        var image = ChatMessages.image(Ask.text(part.path("image_url"), name + ".image_url"));
        if (part.hasNonNull("detail")) {
            Nodes.object(image, "image_url").set("detail", part.path("detail"));
        }
        return image;
    }

    private static ObjectNode file(JsonNode part, String name) {
        if (!part.path("file_data").isTextual()) {
            throw Ask.fault(name, "Files are not kept or fetched: send 'file_data'.");
        }
        var file = Json.object().put("type", "file");
        var data = file.putObject("file");
        data.set("file_data", part.path("file_data"));
        if (part.hasNonNull("filename")) {
            data.set("filename", part.path("filename"));
        }
        return file;
    }

    private static String text(JsonNode content, String name) {
        if (content.isTextual()) {
            return content.textValue();
        }
        var text = new StringBuilder();
        for (var part : Ask.list(content, name)) {
            text.append(Ask.text(part.path("text"), name));
        }
        return text.toString();
    }

    private void said(JsonNode content, String name) {
        if (content.isTextual()) {
            chat.said(content.textValue(), "\n\n");
            return;
        }
        var text = new StringBuilder();
        for (var part : Ask.list(content, name)) {
            if (part.path("type").asText().equals("refusal")) {
                chat.refused(Ask.text(part.path("refusal"), name));
            } else {
                text.append(Ask.text(part.path("text"), name));
            }
        }
        if (!text.isEmpty()) {
            chat.said(text.toString(), "\n\n");
        }
    }

    private void output(ObjectNode item, String name) {
        var text = new StringBuilder();
        var images = JsonNodeFactory.instance.arrayNode();
        for (var part : parts(item.path("output"), name + ".output")) {
            if (part.path("type").asText().equals("text")) {
                text.append(part.path("text").textValue());
            } else {
                images.add(part);
            }
        }
        chat.result(Ask.text(item.path("call_id"), name + ".call_id"), text.toString(), images);
    }

    private void thought(ObjectNode item) {
        var text = new StringBuilder();
        for (var part : item.path(item.path("content").isEmpty() ? "summary" : "content")) {
            text.append(part.path("text").asText(""));
        }
        chat.thought(text.toString(), Thoughts.unsealed(item.path("encrypted_content").asText("")));
    }
}
