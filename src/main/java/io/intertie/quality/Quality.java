package io.intertie.quality;

import io.intertie.platform.inject.Direct;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseAway;
import io.intertie.quality.BucketStore.Span;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Live quality of listings, measured on real calls on all nodes together.
///
/// **Always true** measuring never holds a call up and never fails one: `record` takes no lock and
/// asks no database (`QualityTest`); windows are sums of the nodes' buckets (`QualityTest`).
@Direct
public class Quality {
    private static final Duration FLUSH = Duration.ofSeconds(5);
    private static final Duration ROLL = Duration.ofMinutes(1);
    // Longer than the longest window of minutes, and than an intake holds one back.
    private static final Duration MINUTES_STAY = Duration.ofMinutes(40);
    private static final Duration HOURS_STAY = Duration.ofDays(3);
    private static final Duration DAYS_STAY = Duration.ofDays(40);

    private final BucketStore store;
    private final Intake intake;
    private final Clock clock;
    private volatile boolean stopping;

    @Inject
    Quality(Database database, Clock clock) {
        this.store = new BucketStore(database);
        this.intake = new Intake(store, clock);
        this.clock = clock;
    }

    /// Takes down how a call went.
    ///
    /// A node that stops cuts its own calls short: what fails from then on tells nothing of a
    /// provider.
    public void record(Sample sample) {
        intake.put(stopping ? sample.notHeldAgainst() : sample);
    }

    void stopping(@Observes @BeforeDestroyed(ApplicationScoped.class) Object context) {
        stopping = true;
    }

    /// How many samples have been lost since the start.
    public long lost() {
        return intake.lost();
    }

    /// A listing's figures; nothing measured where it had no call.
    public Measured of(UUID listingId, Window window) {
        var sum = new Bucket();
        store.since(first(window), listingId, Span.DAY).values().forEach(sum::add);
        return sum.measured();
    }

    /// The figures of all listings that had a call.
    public Map<UUID, Measured> all(Window window) {
        return store.since(first(window)).entrySet().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, one -> one.getValue().measured()));
    }

    /// What the uptime of each listing with enough calls says: see [Standings].
    Map<UUID, Uptime.Standing> standings() {
        var standings = new HashMap<UUID, Uptime.Standing>();
        for (var one : store.uptimes(first(Window.HALF_HOUR), first(Window.DAY))) {
            var shortly = one.shortly().standing();
            var standing = shortly == Uptime.Standing.UNKNOWN ? one.all().standing() : shortly;
            if (standing != Uptime.Standing.UNKNOWN) {
                standings.put(one.listingId(), standing);
            }
        }
        return Map.copyOf(standings);
    }

    /// A listing's last 24 hours, hour by hour, those with a call, the oldest first.
    public Map<Instant, Measured> hours(UUID listingId) {
        return split(first(Window.DAY), listingId, Span.HOUR);
    }

    /// A listing's last 30 days, day by day, those with a call, the oldest first.
    public Map<Instant, Measured> days(UUID listingId) {
        return split(first(Window.MONTH), listingId, Span.DAY);
    }

    /// The uptime of some listings on each of the last 30 days with a call, days in UTC.
    public Map<UUID, Map<LocalDate, Uptime>> uptimes(Collection<UUID> listings) {
        return store.uptimesByDay(first(Window.MONTH), listings);
    }

    private Map<Instant, Measured> split(Instant first, UUID listingId, Span span) {
        var all = new LinkedHashMap<Instant, Measured>();
        store.since(first, listingId, span).forEach((at, one) -> all.put(at, one.measured()));
        return all;
    }

    private Instant first(Window window) {
        return clock.instant().minus(window.length());
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        jobs.every("quality intake", FLUSH, this::flush);
        jobs.every("quality rollup", ROLL, this::roll);
    }

    /// What was recorded here becomes seen, everywhere.
    @PreDestroy
    void flush() {
        intake.flush();
    }

    void roll() {
        var now = clock.instant();
        try {
            store.roll(Span.MINUTE, Span.HOUR, now.minus(MINUTES_STAY), UUID.randomUUID());
            store.roll(Span.HOUR, Span.DAY, now.minus(HOURS_STAY), UUID.randomUUID());
            store.forget(now.minus(DAYS_STAY));
        } catch (DatabaseAway away) {
            // The next time finds the same, and more.
        }
    }
}
