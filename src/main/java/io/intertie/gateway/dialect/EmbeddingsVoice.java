package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.intertie.gateway.wire.Chunk;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Optional;

/// Answers with a list of embeddings, which is never streamed.
final class EmbeddingsVoice implements Voice {
    private final Opening opening;
    private final boolean asText;

    EmbeddingsVoice(Opening opening, boolean asText) {
        this.opening = opening;
        this.asText = asText;
    }

    @Override
    public byte[] chunk(Chunk chunk) {
        return Frames.NONE;
    }

    @Override
    public byte[] end(Billed billed) {
        return Frames.NONE;
    }

    @Override
    public byte[] failure(Fault fault, Optional<Billed> billed) {
        return OpenAi.stopped(fault, billed);
    }

    @Override
    public byte[] whole(Chunk answer, Billed billed) {
        var usage = OpenAi.usage(billed);
        if (answer.hasTextVectors() == asText) {
            var spliced = answer.labelled(opening.names().label().with(usage));
            if (spliced.isPresent()) {
                return spliced.get();
            }
        }
        var body = answer.json().deepCopy();
        for (var item : body.path("data")) {
            if (item instanceof ObjectNode object && object.has("embedding")) {
                object.set("embedding", encoded(object.path("embedding")));
            }
        }
        Json.set(body, "usage", usage);
        return Json.write(opening.names().on(body));
    }

    private JsonNode encoded(JsonNode vector) {
        if (asText && vector.isArray()) {
            return text(vector);
        }
        return !asText && vector.isTextual() ? numbers(vector) : vector;
    }

    /// Base64 over floats of four bytes, the lowest byte first.
    private static JsonNode text(JsonNode vector) {
        var bytes = ByteBuffer.allocate(4 * vector.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (var number : vector) {
            bytes.putFloat(number.floatValue());
        }
        return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes.array()));
    }

    private static JsonNode numbers(JsonNode text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.textValue());
        } catch (IllegalArgumentException unreadable) {
            return text;
        }
        var vector = JsonNodeFactory.instance.arrayNode(bytes.length / 4);
        var floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (floats.remaining() >= 4) {
            vector.add(floats.getFloat());
        }
        return vector;
    }
}
