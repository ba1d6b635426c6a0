package io.intertie.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// One request with the way back to its client.
final class Visitor {
    private static final long DISCARD_LIMIT_BYTES = 4 * Body.LIMIT_BYTES;
    private static final long HANG_MILLIS = 60_000;
    private static final long LOOK_MILLIS = 50;

    private final HttpExchange exchange;
    private final Presence presence;

    Visitor(HttpExchange exchange, Presence presence) {
        this.exchange = exchange;
        this.presence = presence;
    }

    String method() {
        return exchange.getRequestMethod();
    }

    String path() {
        return exchange.getRequestURI().getPath();
    }

    /// All values of a header in one comma-separated list, empty when it was not sent.
    String header(String name) {
        return String.join(",", exchange.getRequestHeaders().getOrDefault(name, List.of()));
    }

    List<String> headerNames() {
        return exchange.getRequestHeaders().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    InputStream body() {
        return exchange.getRequestBody();
    }

    /// Holds the answer back, or puts a failure in its place, as `behaviour` asks.
    void awaitAnswer(Behaviour behaviour) throws IOException {
        pause(behaviour.delayMillis());
        if (behaviour.asks(Behaviour.Setting.HANG)) {
            pause(HANG_MILLIS);
            throw new ConnectionCut();
        }
        if (behaviour.of(Behaviour.Setting.STATUS).isPresent()) {
            throw Problem.ordered(behaviour.of(Behaviour.Setting.STATUS).getAsInt());
        }
    }

    /// What becomes of a failure after n chunks where there are no chunks.
    void failInsteadOfAnswer(Behaviour behaviour) throws IOException {
        if (behaviour.asks(Behaviour.Setting.FAIL_AFTER)) {
            throw new ConnectionCut();
        }
        if (behaviour.asks(Behaviour.Setting.ERROR_AFTER)) {
            throw Problem.ordered(500);
        }
    }

    /// Waits, and looks whether the client waits too.
    ///
    /// @throws ClientLeft when it does not
    void pause(long millis) throws IOException {
        int clientPort = exchange.getRemoteAddress().getPort();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean missed = false;
        for (long left = millis; left > 0; left = millisUntil(until)) {
            sleep(Math.min(left, LOOK_MILLIS));
            if (left < LOOK_MILLIS) {
                continue;
            }
            Presence.Sight sight = presence.of(clientPort);
            if (sight == Presence.Sight.LEFT || (missed && sight == Presence.Sight.UNSEEN)) {
                throw new ClientLeft();
            }
            missed = sight == Presence.Sight.UNSEEN;
        }
    }

    private static long millisUntil(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime());
    }

    private static void sleep(long millis) throws InterruptedIOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the sandbox stops");
        }
    }

    /// Sends a whole answer.
    ///
    /// @throws ClientLeft when nobody reads any more
    void reply(int status, JsonNode answer) throws IOException {
        byte[] bytes = Json.bytes(answer);
        try {
            discardRest();
            head("application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        } catch (IOException e) {
            throw new ClientLeft();
        }
    }

    /// Sends a refusal.
    ///
    /// @throws ClientLeft when nobody reads any more
    void refuse(Problem problem) throws IOException {
        problem.retryAfterSeconds()
                .ifPresent(seconds -> exchange.getResponseHeaders().set("retry-after", seconds));
        reply(problem.status(), problem.json());
    }

    /// Begins a streamed answer.
    ///
    /// @throws ClientLeft when nobody reads any more
    EventStream events() throws IOException {
        try {
            head("text/event-stream; charset=utf-8");
            exchange.getResponseHeaders().set("cache-control", "no-cache");
            exchange.sendResponseHeaders(200, 0);
            return new EventStream(exchange.getResponseBody());
        } catch (IOException e) {
            throw new ClientLeft();
        }
    }

    boolean answered() {
        return exchange.getResponseCode() != -1;
    }

    private void head(String contentType) {
        exchange.getResponseHeaders().set("content-type", contentType);
        exchange.getResponseHeaders().set("x-request-id", UUID.randomUUID().toString());
    }

    /// A client that is still sending would otherwise be cut off before it reads the answer.
    private void discardRest() throws IOException {
        InputStream body = exchange.getRequestBody();
        byte[] waste = new byte[8192];
        long discarded = 0;
        for (int read = 0; read >= 0 && discarded < DISCARD_LIMIT_BYTES; discarded += read) {
            read = body.read(waste);
        }
    }
}
