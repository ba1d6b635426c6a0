package io.intertie.gateway;

import io.intertie.access.ApiKey;
import io.intertie.gateway.dialect.Dialect;
import io.intertie.gateway.dialect.Reading;
import io.intertie.gateway.wire.Arrival;
import io.intertie.gateway.wire.Endpoint;
import io.intertie.gateway.wire.ModelRequest;
import io.intertie.replay.Marked;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request of a model as it arrived; its body is read once, and only for who has a key.
final class Request {
    private final Arrival arrival;
    private final Dialect dialect;
    private final long startedNanos = System.nanoTime();
    private @Nullable Read read;
    private byte @Nullable [] hash;

    /// What the body says: to the market, and how it is answered.
    record Read(Reading reading, ModelRequest asked) {}

    Request(Arrival arrival, Dialect dialect) {
        this.arrival = arrival;
        this.dialect = dialect;
    }

    Arrival arrival() {
        return arrival;
    }

    Dialect dialect() {
        return dialect;
    }

    long startedNanos() {
        return startedNanos;
    }

    /// @throws io.intertie.platform.http.Problem at the field that is at fault
    Read read() {
        if (read == null) {
            var reading = dialect.read(arrival.body());
            read = new Read(reading, ModelRequest.read(endpoint(), reading.body()));
            if (mayComeAgain()) {
                // Here, because a long body is read apart from the loop.
                hash = Marked.hash(arrival.path(), arrival.body());
            }
        }
        return read;
    }

    private Endpoint endpoint() {
        return arrival.path().equals(Endpoint.EMBEDDINGS.path())
                ? Endpoint.EMBEDDINGS
                : Endpoint.CHAT_COMPLETIONS;
    }

    ApiKey.Scope scope() {
        return switch (endpoint()) {
            case CHAT_COMPLETIONS -> ApiKey.Scope.CHAT;
            case EMBEDDINGS -> ApiKey.Scope.EMBEDDINGS;
        };
    }

    /// What the client calls its conversation or its agent's task.
    ///
    /// @throws io.intertie.platform.http.Problem if it cannot be one
    Optional<String> session() {
        return read().asked().session(arrival.heads().first("x-session-id"));
    }

    /// Whether the client would be known if it sent the request again: it has named a key, or it is
    /// a library that says when it repeats by itself.
    boolean mayComeAgain() {
        return arrival.heads().first("idempotency-key").isPresent()
                || arrival.heads().first("x-stainless-retry-count").isPresent();
    }

    /// What it would be known again by, once it was read; nothing where it would not.
    byte[] hash() {
        return Objects.requireNonNull(hash);
    }

    /// Whether the client wants to know why it was sent where it was.
    boolean wantsWhy() {
        return arrival.heads().first("x-intertie-explain").filter("1"::equals).isPresent();
    }

    /// Whether the client's limits are told as Anthropic does.
    boolean isMessages() {
        return arrival.path().equals("messages");
    }
}
