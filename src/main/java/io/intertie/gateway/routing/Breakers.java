package io.intertie.gateway.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Which listings are given a rest: after three failures in a row, for thirty seconds.
@ApplicationScoped
public class Breakers {
    /// How long a listing that fails is left alone.
    public static final Duration COOL_DOWN = Duration.ofSeconds(30);

    private static final int FAILURES = 3;

    private final Clock clock;
    private final ConcurrentHashMap<UUID, Run> runs = new ConcurrentHashMap<>();

    private record Run(int failures, Instant lastAt) {}

    @Inject
    public Breakers(Clock clock) {
        this.clock = clock;
    }

    public boolean isResting(UUID listingId) {
        var run = runs.get(listingId);
        return run != null
                && run.failures() >= FAILURES
                && clock.instant().isBefore(run.lastAt().plus(COOL_DOWN));
    }

    public void succeeded(UUID listingId) {
        runs.remove(listingId);
    }

    public void failed(UUID listingId) {
        runs.merge(
                listingId,
                new Run(1, clock.instant()),
                (before, first) -> new Run(before.failures() + 1, first.lastAt()));
    }
}
