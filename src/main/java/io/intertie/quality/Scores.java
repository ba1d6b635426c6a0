package io.intertie.quality;

import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseAway;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/// What requests tell of a listing: speed, steadiness, availability, over its last 24 hours.
///
/// Read at most every five seconds; while the database is away the last scores stand. **Always
/// true** measuring never fails a request (`ScoresTest`).
@ApplicationScoped
public class Scores {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final SampleStore samples;
    private final Clock clock;
    private final AtomicReference<Read> last = new AtomicReference<>(Read.NEVER);
    private final LongAdder lost = new LongAdder();

    private record Read(Instant at, Map<UUID, Score> scores) {
        static final Read NEVER = new Read(Instant.MIN, Map.of());
    }

    @Inject
    Scores(Database database, Clock clock) {
        this.samples = new SampleStore(database);
        this.clock = clock;
    }

    /// Keeps a sample, once for each request; a lost database only loses the sample.
    public void record(Sample sample) {
        try {
            samples.insert(sample);
        } catch (DatabaseAway away) {
            lost.increment();
        }
    }

    /// How many samples a database that was away has cost since the start.
    public long lost() {
        return lost.sum();
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
            var fresh = new Read(now, samples.scoresSince(now.minus(SampleStore.WINDOW)));
            last.set(fresh);
            return fresh.scores();
        } catch (DatabaseAway away) {
            return read.scores();
        }
    }
}
