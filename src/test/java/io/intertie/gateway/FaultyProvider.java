package io.intertie.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// A provider that always does one thing wrong.
final class FaultyProvider implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();

    /// What it does with a request.
    interface Fault {
        void of(HttpExchange exchange) throws IOException;
    }

    private FaultyProvider(BiFault fault) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    calls.incrementAndGet();
                    var asked = exchange.getRequestBody().readAllBytes();
                    fault.of(exchange, new String(asked, StandardCharsets.UTF_8));
                    exchange.close();
                });
        server.start();
    }

    private interface BiFault {
        void of(HttpExchange exchange, String asked) throws IOException;
    }

    static FaultyProvider that(Fault fault) {
        return new FaultyProvider((exchange, _) -> fault.of(exchange));
    }

    /// Answers each request by what it says: a stream where the answer looks like one.
    static FaultyProvider replying(UnaryOperator<String> answers) {
        return new FaultyProvider((exchange, asked) -> {
            var body = answers.apply(asked);
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            var type = body.startsWith("{") ? "application/json" : "text/event-stream";
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    /// Answers each request with a status and a body.
    static FaultyProvider answering(int status, String body) {
        return that(exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    /// Streams some events, then closes the connection in the middle of the stream.
    static FaultyProvider breakingAfter(String... events) {
        return that(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            for (var event : events) {
                var frame = "data: " + event + "\n\n";
                exchange.getResponseBody().write(frame.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
            throw new IOException("broken as asked");
        });
    }

    int calls() {
        return calls.get();
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
