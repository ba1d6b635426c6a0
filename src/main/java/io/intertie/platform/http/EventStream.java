package io.intertie.platform.http;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Server-sent events to one client, each of them sent before the next one is.
public record EventStream(SseEventSink sink, Sse sse) implements AutoCloseable {
    private static final int SLOWEST_SECONDS = 10;

    /// Sends an event with its data as JSON.
    ///
    /// @throws IOException if the client has left, or reads too slowly
    public void send(String name, Object data) throws IOException, InterruptedException {
        await(
                sse.newEventBuilder()
                        .name(name)
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(data.getClass(), data)
                        .build());
    }

    /// Sends what no client hears of, so that the connection is kept.
    public void ping() throws IOException, InterruptedException {
        await(sse.newEventBuilder().comment("ping").build());
    }

    private void await(OutboundSseEvent event) throws IOException, InterruptedException {
        try {
            var _ = sink.send(event).toCompletableFuture().get(SLOWEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException left) {
            throw new IOException(left);
        }
    }

    @Override
    public void close() {
        sink.close();
    }
}
