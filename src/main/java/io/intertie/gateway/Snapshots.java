package io.intertie.gateway;

import io.intertie.access.ApiKeyChanged;
import io.intertie.access.ApiKeyRevoked;
import io.intertie.access.SpendLimitChanged;
import io.intertie.access.SubscriptionChanged;
import io.intertie.catalog.ListingChanged;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The snapshot in use: swapped when something changed, and every few seconds in any case.
///
/// What changes on another node is told within a quarter of a second; a key that is revoked there
/// is taken out of the snapshot at once, before a new one is read. While the database is away the
/// last one stays in use, for a minute at most: then a revoked key could have been revoked too long
/// ago.
@Direct
class Snapshots {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LEAST_GAP = Duration.ofMillis(250);
    private static final Duration OLDEST = Duration.ofSeconds(60);

    /// Whoever comes when so many wait for a newer one is answered by the one in use.
    private static final int MOST_WAITING = 1_000;

    private final Supplier<Snapshot> source;
    private final Clock clock;
    private final Executor workers;
    private final AtomicReference<Optional<Snapshot>> current =
            new AtomicReference<>(Optional.empty());
    private final Map<UUID, Instant> revoked = new HashMap<>();
    private final Object swap = new Object();
    private final Object queue = new Object();
    private final Object turn = new Object();
    private @Nullable CompletableFuture<Snapshot> next;
    private int waiting;

    @Inject
    Snapshots(SnapshotSource source, Clock clock, Jobs jobs) {
        this(source::take, clock, jobs.named("snapshot"));
    }

    Snapshots(Supplier<Snapshot> source, Clock clock) {
        this(source, clock, task -> Thread.ofVirtual().start(task));
    }

    private Snapshots(Supplier<Snapshot> source, Clock clock, Executor workers) {
        this.source = source;
        this.clock = clock;
        this.workers = workers;
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
    /// at most, so that wrong keys cannot keep the database busy. It fails where that is away.
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
            if (sinceLast.compareTo(LEAST_GAP) < 0) {
                Thread.sleep(LEAST_GAP.minus(sinceLast));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Problem tooOld) {
            // Then it is high time.
        }
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

    /// The same for who may wait.
    Snapshot since(Instant instant) throws InterruptedException {
        try {
            return newer(instant).toCompletableFuture().get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    /// Takes a new snapshot; one at a time, so that an older one never replaces a newer.
    synchronized void refresh() {
        var taken = source.get();
        synchronized (swap) {
            // What was revoked before it was read is not in it.
            revoked.values().removeIf(at -> at.isBefore(taken.takenAt()));
            current.set(Optional.of(taken.without(revoked.keySet())));
        }
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        var _ = jobs.now("snapshot", this::refresh);
        jobs.every("snapshot", PAUSE, this::refresh);
    }

    void onKey(@Observes ApiKeyChanged event) {
        refresh();
    }

    void onKey(@Observes ApiKeyRevoked event) {
        synchronized (swap) {
            revoked.put(event.keyId(), clock.instant());
            current.updateAndGet(
                    known -> known.map(snapshot -> snapshot.without(revoked.keySet())));
        }
    }

    void onSubscription(@Observes SubscriptionChanged event) {
        refresh();
    }

    void onLimit(@Observes SpendLimitChanged event) {
        refresh();
    }

    void onListing(@Observes ListingChanged event) {
        refresh();
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
        refresh();
    }
}
