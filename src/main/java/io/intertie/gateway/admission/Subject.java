package io.intertie.gateway.admission;

import io.intertie.access.ApiKey;
import io.intertie.gateway.admission.Meter.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A key or an organisation with what is counted of it here. Its own lock guards all of it.
final class Subject {
    private final UUID id;
    private final Map<Kind, Meter> meters = new EnumMap<>(Kind.class);
    private @Nullable CompletableFuture<Boolean> question;
    private boolean isClosed;

    Subject(UUID id) {
        this.id = id;
    }

    UUID id() {
        return id;
    }

    Map<Kind, Meter> meters() {
        return meters;
    }

    Meter meter(Kind kind) {
        return meters.computeIfAbsent(kind, Meter::new);
    }

    static Optional<Long> limit(ApiKey.Rates rates, Kind kind) {
        return switch (kind) {
            case REQUESTS -> rates.requestsPerMinute();
            case TOKENS -> rates.tokensPerMinute();
            case AT_ONCE -> rates.atOnce();
        };
    }

    /// Whether nothing of it counts any more.
    boolean isIdle(long nanos) {
        return question == null
                && meters.values().stream().allMatch(meter -> meter.used(nanos) == 0);
    }

    /// What is being asked of the other nodes about it.
    @Nullable CompletableFuture<Boolean> question() {
        return question;
    }

    void ask(@Nullable CompletableFuture<Boolean> asked) {
        question = asked;
    }

    /// Lets nobody count here any more: whoever comes takes a new one.
    void close() {
        isClosed = true;
    }

    boolean isClosed() {
        return isClosed;
    }
}
