package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Server-sent events that leave together.
final class Frames {
    static final byte[] NONE = {};

    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] END = ascii("\n\n");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// One event of data alone; the data must be of one line.
    static byte[] framed(byte[] data) {
        var frame = new byte[DATA.length + data.length + END.length];
        System.arraycopy(DATA, 0, frame, 0, DATA.length);
        System.arraycopy(data, 0, frame, DATA.length, data.length);
        System.arraycopy(END, 0, frame, DATA.length + data.length, END.length);
        return frame;
    }

    Frames data(ObjectNode json) {
        out.writeBytes(framed(Json.write(json)));
        return this;
    }

    Frames add(byte[] frames) {
        out.writeBytes(frames);
        return this;
    }

    /// An event that is named after its `type`.
    Frames event(ObjectNode json) {
        out.writeBytes(EVENT);
        out.writeBytes(json.path("type").asText().getBytes(StandardCharsets.UTF_8));
        out.write('\n');
        return data(json);
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
