package io.intertie.gateway;

import io.intertie.gateway.routing.Standing;
import io.intertie.platform.persistence.DatabaseAway;
import io.intertie.quality.Quality;
import io.intertie.quality.Window;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// How listings did in the last 24 hours, as the pages show it, in the numbers that routing orders
/// by.
///
/// Read at most every fifteen seconds, however often a snapshot is taken; while the database is
/// away the last ones stand.
@ApplicationScoped
class Standings {
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final Quality quality;
    private final Clock clock;
    private final AtomicReference<Read> last = new AtomicReference<>(Read.NEVER);

    private record Read(Instant at, Map<UUID, Standing> standings) {
        static final Read NEVER = new Read(Instant.MIN, Map.of());
    }

    @Inject
    Standings(Quality quality, Clock clock) {
        this.quality = quality;
        this.clock = clock;
    }

    Map<UUID, Standing> all() {
        var now = clock.instant();
        var read = last.get();
        if (read.at().isAfter(now.minus(FRESH))) {
            return read.standings();
        }
        try {
            var fresh = new Read(now, standings());
            last.set(fresh);
            return fresh.standings();
        } catch (DatabaseAway away) {
            return read.standings();
        }
    }

    private Map<UUID, Standing> standings() {
        return quality.all(Window.DAY).entrySet().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, one -> Standing.of(one.getValue())));
    }
}
