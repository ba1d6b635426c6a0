package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.nio.charset.StandardCharsets;

/// OpenAI's frames of a stream.
final class Sse {
    private static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private Sse() {}

    /// A frame that carries a JSON object.
    static byte[] frame(ObjectNode json) {
        return Frames.framed(Json.write(json));
    }

    /// The frame that ends a stream.
    static byte[] done() {
        return DONE.clone();
    }

    /// A comment that keeps a connection open.
    static byte[] ping() {
        return PING.clone();
    }
}
