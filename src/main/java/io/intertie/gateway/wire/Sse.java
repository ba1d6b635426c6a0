package io.intertie.gateway.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Server-sent events: frames to a client, events from a provider.
public final class Sse {
    /// The data of the event that ends a stream.
    public static final String DONE = "[DONE]";

    private static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_LINE = 8 * 1024 * 1024;

    private final InputStream in;

    /// Reads the events of a stream.
    public Sse(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /// A frame that carries a JSON object.
    public static byte[] frame(ObjectNode json) {
        return frame(new String(Json.write(json), StandardCharsets.UTF_8));
    }

    /// The frame that ends a stream.
    public static byte[] done() {
        return frame(DONE);
    }

    /// A comment that keeps a connection open.
    public static byte[] ping() {
        return PING.clone();
    }

    private static byte[] frame(String data) {
        return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /// The data of the next event, or empty at the end; comments and other fields are skipped.
    public Optional<String> next() throws IOException {
        var data = new StringBuilder();
        for (var line = line(); line.isPresent(); line = line()) {
            var text = line.get();
            if (text.isEmpty() && !data.isEmpty()) {
                return Optional.of(data.toString());
            }
            if (text.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(text.substring(5).stripLeading());
            }
        }
        return data.isEmpty() ? Optional.empty() : Optional.of(data.toString());
    }

    private Optional<String> line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int read = in.read(); read >= 0; read = in.read()) {
            if (read == '\n') {
                return Optional.of(text(bytes));
            }
            if (bytes.size() == LONGEST_LINE) {
                throw new IOException("an event line is longer than " + LONGEST_LINE + " bytes");
            }
            bytes.write(read);
        }
        return bytes.size() == 0 ? Optional.empty() : Optional.of(text(bytes));
    }

    private static String text(ByteArrayOutputStream bytes) {
        var text = bytes.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
