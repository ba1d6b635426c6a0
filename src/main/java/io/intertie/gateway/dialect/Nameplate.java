package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Chunk;
import io.intertie.gateway.wire.Json;

/// The names that a reply carries: the market's name of the model, and who served it.
public record Nameplate(String model, String provider) {
    /// Puts the names on a chunk or a body, in place of the provider's own.
    public ObjectNode on(ObjectNode reply) {
        reply.put("model", model);
        reply.put("provider", provider);
        return reply;
    }

    /// The same for bytes.
    Chunk.Label label() {
        return Chunk.Label.of(model, provider);
    }

    /// A stream's last chunk, which has no choices but the usage.
    public ObjectNode usageChunk(ObjectNode lastChunk, String usage) {
        var chunk = Json.object();
        chunk.set("id", lastChunk.path("id"));
        chunk.put("object", "chat.completion.chunk");
        chunk.set("created", lastChunk.path("created"));
        on(chunk);
        chunk.putArray("choices");
        Json.set(chunk, "usage", usage);
        return chunk;
    }
}
