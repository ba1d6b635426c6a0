package io.intertie.billing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Speaks as much of Stripe's documented API as the market uses, over HTTP, with its idempotency.
///
/// What a card's holder, a bank or Stripe's desk does is done by [StripeLedger].
final class FakeStripe implements AutoCloseable {
    static final String API_KEY = "sk_test_local";
    static final JsonMapper JSON = new JsonMapper();

    final Map<String, ObjectNode> objects = new ConcurrentHashMap<>();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger writes = new AtomicInteger();
    final AtomicInteger posts = new AtomicInteger();
    volatile boolean isAway;
    volatile String declines = "";
    volatile String refundsAre = "succeeded";
    final StripeLedger ledger = new StripeLedger(this);

    private static final AtomicInteger COUNT = new AtomicInteger();
    private final Map<String, Map<String, String>> askedBefore = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> answeredBefore = new ConcurrentHashMap<>();
    private final HttpServer server;

    FakeStripe() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/", this::handle);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    String next(String prefix) {
        return prefix + "_" + COUNT.incrementAndGet();
    }

    ObjectNode find(String id) {
        return Objects.requireNonNull(objects.get(id), id);
    }

    ObjectNode object(String type, String id) {
        var made = JSON.createObjectNode().put("id", id).put("object", type);
        made.put("livemode", false).put("created", 1_760_000_000L);
        objects.put(id, made);
        return made;
    }

    /// An answer that is no success.
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final int status;
        final transient ObjectNode error;

        Refusal(int status, String type, String code) {
            super(code);
            this.status = status;
            error = JSON.createObjectNode().put("type", type).put("code", code);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var status = 200;
            ObjectNode answer;
            try {
                answer = answer(exchange);
            } catch (Refusal refused) {
                status = refused.status;
                answer = JSON.createObjectNode().set("error", refused.error);
            }
            var body = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Request-Id", "req_local");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private ObjectNode answer(HttpExchange exchange) throws IOException {
        if (isAway) {
            throw new Refusal(503, "api_error", "away");
        }
        var key = exchange.getRequestHeaders().getFirst("Authorization");
        if (!("Bearer " + API_KEY).equals(key)) {
            throw new Refusal(401, "invalid_request_error", "api_key_invalid");
        }
        var path = exchange.getRequestURI().getPath().substring("/v1/".length());
        if (exchange.getRequestMethod().equals("GET")) {
            reads.incrementAndGet();
            return read(path, form(String.valueOf(exchange.getRequestURI().getRawQuery())));
        }
        var form =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        return once(exchange.getRequestHeaders().getFirst("Idempotency-Key"), path, form);
    }

    /// The same key again is answered as before; with other parameters it is refused.
    private synchronized ObjectNode once(String key, String path, Map<String, String> form) {
        if (key == null) {
            throw new Refusal(400, "invalid_request_error", "test_wants_an_idempotency_key");
        }
        posts.incrementAndGet();
        var before = askedBefore.putIfAbsent(key, form);
        if (before != null && !before.equals(form)) {
            throw new Refusal(400, "idempotency_error", "idempotency_error");
        }
        if (before == null || !answeredBefore.containsKey(key)) {
            writes.incrementAndGet();
            answeredBefore.put(key, write(path, form));
        }
        return answeredBefore.get(key);
    }

    private ObjectNode write(String path, Map<String, String> form) {
        return switch (path) {
            case "checkout/sessions" -> ledger.session(form);
            case "payment_intents" -> ledger.offSession(form);
            case "refunds" -> ledger.refund(form);
            default -> throw new Refusal(404, "invalid_request_error", "unknown_path");
        };
    }

    private ObjectNode read(String path, Map<String, String> query) {
        var id = path.substring(path.lastIndexOf('/') + 1);
        if (id.equals("refunds") || id.equals("disputes")) {
            return list(id, query);
        }
        var found = objects.get(id);
        if (found == null) {
            throw new Refusal(404, "invalid_request_error", "resource_missing");
        }
        return query.containsValue("latest_charge.balance_transaction") ? expanded(found) : found;
    }

    private ObjectNode expanded(ObjectNode intent) {
        var copy = intent.deepCopy();
        var charge = objects.get(copy.path("latest_charge").asText());
        if (charge != null) {
            var whole = charge.deepCopy();
            whole.set(
                    "balance_transaction", objects.get(whole.path("balance_transaction").asText()));
            copy.set("latest_charge", whole);
        }
        return copy;
    }

    private ObjectNode list(String plural, Map<String, String> query) {
        var type = plural.substring(0, plural.length() - 1);
        var list = JSON.createObjectNode().put("object", "list").put("has_more", false);
        var data = list.put("url", "/v1/" + plural).putArray("data");
        objects.values().stream()
                .filter(one -> one.path("object").asText().equals(type))
                .filter(one ->
                        one.path("payment_intent").asText().equals(query.get("payment_intent")))
                .sorted((a, b) -> a.path("id").asText().compareTo(b.path("id").asText()))
                .forEach(data::add);
        return list;
    }

    private static Map<String, String> form(String text) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : text.split("&", -1)) {
            var at = pair.indexOf('=');
            if (at > 0) {
                fields.put(
                        URLDecoder.decode(pair.substring(0, at), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }
}
