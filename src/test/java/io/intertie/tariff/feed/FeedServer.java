package io.intertie.tariff.feed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// A publisher's server that a test tells what to answer.
final class FeedServer implements AutoCloseable {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server = started();
    private volatile Handler answers = exchange -> sent(exchange, 404, new byte[0]);

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    /// The addresses that were asked for.
    List<String> asked() {
        return asked;
    }

    String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void answer(int status, byte[] body) {
        answers = exchange -> sent(exchange, status, body);
    }

    void answers(Function<String, byte[]> byPath) {
        answers = exchange -> sent(exchange, 200, byPath.apply(exchange.getRequestURI().getPath()));
    }

    /// Sends a byte each tenth of a second.
    void drips() {
        answers =
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (var out = exchange.getResponseBody()) {
                        for (int i = 0; i < 100; i++) {
                            out.write('<');
                            out.flush();
                            Thread.sleep(100);
                        }
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                };
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private HttpServer started() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var started = HttpServer.create(address, 0);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.createContext(
                    "/",
                    exchange -> {
                        asked.add(exchange.getRequestURI().toString());
                        answers.handle(exchange);
                    });
            started.start();
            return started;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void sent(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
