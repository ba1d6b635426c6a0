package io.intertie.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Server-sent events; each one leaves at once.
final class EventStream {
    private final OutputStream out;

    EventStream(OutputStream out) {
        this.out = out;
    }

    /// Sends one event.
    ///
    /// @throws ClientLeft when nobody reads any more
    void send(JsonNode data) throws IOException {
        write(Json.text(data));
    }

    /// Ends the stream as a client expects it.
    ///
    /// @throws ClientLeft when nobody reads any more
    void done() throws IOException {
        write("[DONE]");
    }

    /// Ends the response.
    void end() throws IOException {
        try {
            out.close();
        } catch (IOException e) {
            throw new ClientLeft();
        }
    }

    private void write(String data) throws ClientLeft {
        try {
            out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new ClientLeft();
        }
    }
}
