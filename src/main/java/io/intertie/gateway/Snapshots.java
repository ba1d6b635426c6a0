package io.intertie.gateway;

import io.intertie.access.SubscriptionChanged;
import io.intertie.catalog.ListingChanged;
import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.wire.Arrival;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.inject.Direct;
import io.intertie.platform.jobs.Jobs;
import io.intertie.tariff.PriceVersionPublished;
import io.intertie.tariff.SuspensionChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The snapshot in use: swapped when something changed, and every few seconds in any case; and the
/// callers that are known beside it.
///
/// What changes on another node is told within a quarter of a second. While the database is away
/// the last one stays in use, for a minute at most.
///
/// A large market takes a while to read. So that reading takes no more than a fifth of a processor,
/// whatever changes how often, and a twentieth where nothing changes, the next one waits for some
/// times as long as the last one took.
@Direct
class Snapshots {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LEAST_GAP = Duration.ofMillis(250);
    private static final Duration MOST_GAP = Duration.ofSeconds(20);
    private static final Duration OLDEST = Duration.ofSeconds(60);

    /// A reading that whoever tells of a change may wait for.
    private static final Duration SHORT = Duration.ofMillis(200);

    /// Times as long as the last reading: where something changed, and where nothing did.
    private static final int CHANGED = 4;

    private static final int UNCHANGED = 20;

    /// Whoever comes when so many wait for a newer one is answered by the one in use.
    private static final int MOST_WAITING = 1_000;

    private static final int MOST_TIMES = 3;

    private final Supplier<Snapshot> source;
    private final Callers callers;
    private final Clock clock;
    private final Executor workers;
    private final AtomicReference<Optional<Snapshot>> current =
            new AtomicReference<>(Optional.empty());
    private final Object queue = new Object();
    private final Object turn = new Object();
    private volatile Duration took = Duration.ZERO;
    private @Nullable CompletableFuture<Snapshot> next;
    private int waiting;

    @Inject
    Snapshots(SnapshotSource source, Callers callers, Clock clock, Jobs jobs) {
        this(source::take, callers, clock, jobs.named("snapshot"));
    }

    Snapshots(Supplier<Snapshot> source, Callers callers, Clock clock) {
        this(source, callers, clock, task -> Thread.ofVirtual().start(task));
    }

    private Snapshots(Supplier<Snapshot> source, Callers callers, Clock clock, Executor workers) {
        this.source = source;
        this.callers = callers;
        this.clock = clock;
        this.workers = workers;
    }

    /// The market once it is known what a refusal is in doubt of; empty where the refusal stands.
    /// `times` is how often it was refused.
    ///
    /// A key that may exist is never told that it is unknown: rather the market is not available.
    Optional<CompletionStage<Snapshot>> told(Arrival arrival, Admission.Doubt doubt, int times) {
        if (times >= MOST_TIMES) {
            return doubt == Admission.Doubt.KEY
                    ? Optional.of(CompletableFuture.failedStage(Callers.overloaded()))
                    : Optional.empty();
        }
        return switch (doubt) {
            case NONE -> Optional.empty();
            case KEY, RIGHTS ->
                    Optional.of(callers.read(arrival.heads()).thenApply(_ -> current()));
            case MARKET -> Optional.of(newer(arrival.receivedAt()));
        };
    }

    /// The market as it was not long ago.
    ///
    /// @throws Problem `UNAVAILABLE` if what is known is too old
    Snapshot current() {
        return current.get()
                .filter(snapshot -> snapshot.takenAt().plus(OLDEST).isAfter(clock.instant()))
                .orElseThrow(() ->
                        new Problem(
                                ProblemType.UNAVAILABLE,
                                "The market's books cannot be read now. Nothing was"
                                        + " charged. Try again in a few seconds."));
    }

    /// The market as it was at an instant or later: for who was refused by an older one. Blocks
    /// nobody.
    ///
    /// Whatever is asked for at once is served by one reading, and there are four of them a second
    /// at most, so that wrong names cannot keep the database busy. It fails where that is away.
    CompletionStage<Snapshot> newer(Instant instant) {
        var known = current();
        if (!known.takenAt().isBefore(instant)) {
            return CompletableFuture.completedStage(known);
        }
        synchronized (queue) {
            if (waiting >= MOST_WAITING) {
                return CompletableFuture.completedStage(known);
            }
            waiting++;
            if (next == null) {
                next = new CompletableFuture<>();
                workers.execute(this::takeNext);
            }
            return next;
        }
    }

    private void takeNext() {
        // One turn at a time, or the pause would be kept to a reading that is not the last one.
        synchronized (turn) {
            pause();
            tellNext();
        }
    }

    private void pause() {
        try {
            var sinceLast = Duration.between(current().takenAt(), clock.instant());
            var gap = gap(LEAST_GAP, CHANGED);
            if (sinceLast.compareTo(gap) < 0) {
                Thread.sleep(gap.minus(sinceLast));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Problem tooOld) {
            // Then it is high time.
        }
    }

    private Duration gap(Duration least, int times) {
        var some = took.multipliedBy(times);
        return some.compareTo(least) < 0 ? least : some.compareTo(MOST_GAP) > 0 ? MOST_GAP : some;
    }

    private void tellNext() {
        var told = Objects.requireNonNull(queued());
        try {
            refresh();
            told.complete(current());
        } catch (RuntimeException failed) {
            told.completeExceptionally(failed);
        }
    }

    /// Who comes from now on waits for the reading after this one.
    private @Nullable CompletableFuture<Snapshot> queued() {
        synchronized (queue) {
            var told = next;
            next = null;
            waiting = 0;
            return told;
        }
    }

    /// Takes a new snapshot; one at a time, so that an older one never replaces a newer.
    synchronized void refresh() {
        var begun = System.nanoTime();
        current.set(Optional.of(source.get()));
        took = Duration.ofNanos(System.nanoTime() - begun);
    }

    /// In a market that takes long to read not at each time.
    private void refreshInTime() {
        var due = clock.instant().minus(gap(PAUSE, UNCHANGED));
        if (current.get().filter(known -> known.takenAt().isAfter(due)).isEmpty()) {
            refresh();
        }
    }

    /// Something changed: known before whoever changed it goes on here, or, where a reading takes
    /// long, soon. Who tells of it must not be kept: the next word may be of a revoked key.
    private void changed() {
        if (current.get().isEmpty()) {
            workers.execute(this::refresh);
        } else if (took.compareTo(SHORT) <= 0) {
            refresh();
        } else {
            var _ = newer(clock.instant());
        }
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        start(jobs);
    }

    void start(Jobs jobs) {
        var _ = jobs.now("snapshot", this::refresh);
        jobs.every("snapshot", PAUSE, this::refreshInTime);
    }

    /// Its price may be locked from now on.
    void onSubscription(@Observes SubscriptionChanged event) {
        changed();
    }

    void onListing(@Observes ListingChanged event) {
        changed();
    }

    /// Many versions are published at once: the first one brings the others. They hold from later
    /// on, so that nobody waits for them.
    void onPrice(@Observes PriceVersionPublished event) {
        var isKnown =
                current.get()
                        .filter(snapshot ->
                                snapshot.priceVersions().contains(event.priceVersionId()))
                        .isPresent();
        if (!isKnown && current.get().isPresent()) {
            var _ = newer(clock.instant());
        }
    }

    void onSuspension(@Observes SuspensionChanged event) {
        changed();
    }
}
