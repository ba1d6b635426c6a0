package io.intertie.quality;

import io.intertie.platform.persistence.DatabaseAway;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// What requests tell of a listing: speed, steadiness, availability, over its last 24 hours.
///
/// Read at most every five seconds; while the database is away the last scores stand.
@ApplicationScoped
public class Scores {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Quality quality;
    private final Clock clock;
    private final AtomicReference<Read> last = new AtomicReference<>(Read.NEVER);

    private record Read(Instant at, Map<UUID, Score> scores) {
        static final Read NEVER = new Read(Instant.MIN, Map.of());
    }

    @Inject
    Scores(Quality quality, Clock clock) {
        this.quality = quality;
        this.clock = clock;
    }

    public Score of(UUID listingId) {
        return all().getOrDefault(listingId, Score.UNKNOWN);
    }

    /// The scores of all listings that had a request in the last 24 hours.
    public Map<UUID, Score> all() {
        var now = clock.instant();
        var read = last.get();
        if (read.at().isAfter(now.minus(FRESH))) {
            return read.scores();
        }
        try {
            var fresh = new Read(now, scores());
            last.set(fresh);
            return fresh.scores();
        } catch (DatabaseAway away) {
            return read.scores();
        }
    }

    private Map<UUID, Score> scores() {
        return quality.all(Window.DAY).entrySet().stream()
                .filter(one -> one.getValue().uptime().counted() > 0)
                .collect(
                        Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, one -> Score.of(one.getValue())));
    }
}
