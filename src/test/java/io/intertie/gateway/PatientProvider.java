package io.intertie.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A provider that sends a word, waits until the client has left, and then the rest.
final class PatientProvider implements AutoCloseable {
    final CountDownLatch hasLeft = new CountDownLatch(1);
    final CountDownLatch wasCut = new CountDownLatch(1);
    private final List<String> ports = new ArrayList<>();
    private final FaultyProvider provider;

    PatientProvider(String word, String... rest) {
        provider =
                FaultyProvider.that(exchange -> {
                    synchronized (ports) {
                        ports.add(exchange.getRemoteAddress().toString());
                    }
                    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                    exchange.sendResponseHeaders(200, 0);
                    var out = exchange.getResponseBody();
                    try {
                        out.write(frame(word));
                        out.flush();
                        hasLeft.await(10, TimeUnit.SECONDS);
                        for (var event : rest) {
                            out.write(frame(event));
                            out.flush();
                        }
                        out.close();
                    } catch (IOException cut) {
                        wasCut.countDown();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private static byte[] frame(String data) {
        return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    URI url() {
        return provider.baseUrl();
    }

    long distinctConnections() {
        synchronized (ports) {
            return ports.stream().distinct().count();
        }
    }

    @Override
    public void close() {
        hasLeft.countDown();
        provider.close();
    }
}
