package io.intertie.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A chunk of a provider's stream, or its whole answer: what it says, and the bytes that say it.
public final class Chunk {
    private final byte[] data;
    private final ObjectNode json;

    private Chunk(byte[] data, ObjectNode json) {
        this.data = data;
        this.json = json;
    }

    /// Reads a chunk; empty if it is no JSON object.
    public static Optional<Chunk> read(byte[] data) {
        return Json.read(data).map(json -> new Chunk(data, json));
    }

    /// As it came.
    public byte[] data() {
        return data;
    }

    /// What it says; must not be changed.
    public ObjectNode json() {
        return json;
    }

    /// Whether the provider reports an error instead.
    public boolean isError() {
        return json.hasNonNull("error");
    }

    /// The bytes of text, thinking and tool calls in it.
    public long outputBytes() {
        long bytes = 0;
        for (var choice : json.path("choices")) {
            bytes += textOf(choice.path("delta")) + textOf(choice.path("message"));
        }
        return bytes;
    }

    private static long textOf(JsonNode message) {
        long bytes = 0;
        for (var name : new String[] {"content", "reasoning_content", "reasoning", "refusal"}) {
            bytes += InputSize.utf8Length(message.path(name).asText(""));
        }
        for (var call : message.path("tool_calls")) {
            var function = call.path("function");
            bytes += InputSize.utf8Length(function.path("name").asText(""));
            bytes += InputSize.utf8Length(function.path("arguments").asText(""));
        }
        return bytes;
    }

    /// Whether it carries something that a reader would miss.
    public boolean isOutput() {
        return outputBytes() > 0 || json.path("data").size() > 0;
    }

    /// Why the answer ended, where this chunk says so.
    public Optional<String> finishReason() {
        for (var choice : json.path("choices")) {
            if (choice.path("finish_reason").isTextual()) {
                return Optional.of(choice.path("finish_reason").textValue());
            }
        }
        return json.path("data").size() > 0 ? Optional.of("stop") : Optional.empty();
    }

    /// What the provider counted, where this chunk says so.
    public Optional<Usage> usage() {
        return Usage.read(json.path("usage"));
    }
}
