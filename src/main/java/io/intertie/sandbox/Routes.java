package io.intertie.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// Who answers what, and the one place where a [Problem] becomes a reply.
final class Routes implements HttpHandler {
    private static final String MODELS = "/v1/models";
    private static final int LONGEST_MODEL_NAME = 100;

    private final Optional<String> requiredKey;
    private final Visits visits;
    private final Presence presence;
    private final Map<String, Endpoint> endpoints;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Semaphore oneLargeBody = new Semaphore(1);

    Routes(Optional<String> requiredKey, Visits visits, Presence presence, Clock clock) {
        this.requiredKey = requiredKey;
        this.visits = visits;
        this.presence = presence;
        this.endpoints =
                Map.of(
                        "/v1/chat/completions", new Completions(new ChatDialect(), clock),
                        "/v1/completions", new Completions(new TextDialect(), clock),
                        "/v1/embeddings", new Embeddings());
    }

    /// Leaving it by an exception makes the server cut the connection.
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Visitor visitor = new Visitor(exchange, presence);
        try {
            answer(visitor);
        } catch (ClientLeft left) {
            visits.clientLeft();
            throw left;
        }
    }

    private void answer(Visitor visitor) throws IOException {
        Behaviour ordered = Behaviour.USUAL;
        underWay.incrementAndGet();
        try {
            Address address = Address.of(visitor.path());
            ordered = Behaviour.of(address.settings(), "");
            requireRoom(ordered);
            route(visitor, address);
        } catch (Problem refusal) {
            refuse(visitor, refusal, ordered);
        } catch (RuntimeException | LinkageError bug) {
            System.getLogger(Routes.class.getName())
                    .log(System.Logger.Level.ERROR, "the sandbox failed", bug);
            if (visitor.answered()) {
                throw bug;
            }
            visitor.refuse(Problem.ownFault());
        } finally {
            underWay.decrementAndGet();
        }
    }

    /// Where a visitor goes, and which settings are part of the way.
    private record Address(String path, String settings) {
        private static final String PREFIX = "/as/";

        static Address of(String path) {
            int end = path.indexOf('/', PREFIX.length());
            return path.startsWith(PREFIX) && end > 0
                    ? new Address(
                            path.substring(end),
                            Behaviour.inAddress(path.substring(PREFIX.length(), end)))
                    : new Address(path, "");
        }
    }

    private void requireRoom(Behaviour ordered) {
        int most = ordered.of(Behaviour.Setting.AT_ONCE).orElse(Integer.MAX_VALUE);
        if (underWay.get() > most) {
            throw Problem.ordered(429);
        }
    }

    private static void refuse(Visitor visitor, Problem refusal, Behaviour ordered)
            throws IOException {
        OptionalInt instead = ordered.of(Behaviour.Setting.FAULTS);
        if (refusal.status() == 400 && instead.isPresent()) {
            visitor.reply(instead.getAsInt(), Json.object().put("detail", "no error object"));
        } else {
            visitor.refuse(refusal);
        }
    }

    private void route(Visitor visitor, Address address) throws IOException {
        String path = address.path();
        Endpoint endpoint = endpoints.get(path);
        if (path.equals("/health")) {
            visitor.reply(200, Json.object().put("status", "ok").put("provider", Json.PROVIDER));
        } else if (endpoint != null) {
            requireMethod("POST", visitor);
            requireKey(visitor);
            read(endpoint, visitor, address).give(visitor);
        } else if (path.equals(MODELS) || path.startsWith(MODELS + "/")) {
            requireMethod("GET", visitor);
            requireKey(visitor);
            note(visitor, Optional.empty(), false);
            visitor.reply(200, models(path));
        } else {
            throw Problem.unknownPath(visitor.method(), path);
        }
    }

    private static ObjectNode models(String path) {
        return path.equals(MODELS)
                ? SandboxModel.list()
                : SandboxModel.named(path.substring(MODELS.length() + 1)).json();
    }

    /// Afterwards nothing of what was said is left in memory.
    private Endpoint.Answer read(Endpoint endpoint, Visitor visitor, Address address)
            throws IOException {
        try (Body body = new Body(visitor.body(), oneLargeBody)) {
            String settings = address.settings() + "," + visitor.header(Behaviour.HEADER);
            return endpoint.read(noted(visitor, body), settings);
        }
    }

    private Fields noted(Visitor visitor, Body json) throws IOException {
        try {
            Fields body = json.json();
            String model = body.at("model").asText();
            String kept = model.substring(0, Math.min(model.length(), LONGEST_MODEL_NAME));
            Optional<String> named = Optional.of(kept).filter(name -> !name.isEmpty());
            note(visitor, named, body.at("stream").asBoolean());
            return body;
        } catch (Problem unreadable) {
            note(visitor, Optional.empty(), false);
            throw unreadable;
        }
    }

    private void note(Visitor visitor, Optional<String> model, boolean stream) {
        visits.note(
                new Seen(visitor.method(), visitor.path(), model, stream, visitor.headerNames()));
    }

    private static void requireMethod(String method, Visitor visitor) {
        if (!visitor.method().equals(method)) {
            throw Problem.wrongMethod(visitor.method(), visitor.path());
        }
    }

    private void requireKey(Visitor visitor) {
        if (requiredKey.isEmpty()) {
            return;
        }
        byte[] wanted = ("Bearer " + requiredKey.get()).getBytes(StandardCharsets.UTF_8);
        byte[] given = visitor.header("authorization").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(wanted, given)) {
            throw Problem.wrongKey();
        }
    }
}
