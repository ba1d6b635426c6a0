package io.intertie.gateway;

import io.intertie.access.ApiKeyChanged;
import io.intertie.access.ApiKeyRevoked;
import io.intertie.access.SpendLimitChanged;
import io.intertie.access.SubscriptionChanged;
import io.intertie.catalog.ListingChanged;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// The snapshot in use: swapped when something changed, and every few seconds in any case.
///
/// While the database is away the last one stays in use, for a minute at most: then a revoked key
/// could have been revoked too long ago.
@ApplicationScoped
class Snapshots {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LEAST_GAP = Duration.ofMillis(250);
    private static final Duration OLDEST = Duration.ofSeconds(60);

    private final Supplier<Snapshot> source;
    private final Clock clock;
    private final AtomicReference<Optional<Snapshot>> current =
            new AtomicReference<>(Optional.empty());

    @Inject
    Snapshots(SnapshotSource source, Clock clock) {
        this(source::take, clock);
    }

    Snapshots(Supplier<Snapshot> source, Clock clock) {
        this.source = source;
        this.clock = clock;
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

    /// The market as it was at an instant or later: for who was refused by an older one.
    ///
    /// Whatever is asked for at once is served by one reading, and there are few of them, so that
    /// wrong keys cannot keep the database busy.
    synchronized Snapshot since(Instant instant) throws InterruptedException {
        var known = current();
        if (known.takenAt().isBefore(instant)) {
            var sinceLast = Duration.between(known.takenAt(), clock.instant());
            if (sinceLast.compareTo(LEAST_GAP) < 0) {
                Thread.sleep(LEAST_GAP.minus(sinceLast));
            }
            refresh();
        }
        return current();
    }

    /// Takes a new snapshot; one at a time, so that an older one never replaces a newer.
    synchronized void refresh() {
        current.set(Optional.of(source.get()));
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        var _ = jobs.now("snapshot", this::refresh);
        jobs.every("snapshot", PAUSE, this::refresh);
    }

    void onKey(@Observes ApiKeyChanged event) {
        refresh();
    }

    void onKey(@Observes ApiKeyRevoked event) {
        refresh();
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

    /// Many versions are published at once: the first one brings the others.
    void onPrice(@Observes PriceVersionPublished event) {
        var isKnown =
                current.get()
                        .filter(snapshot ->
                                snapshot.priceVersions().contains(event.priceVersionId()))
                        .isPresent();
        if (!isKnown) {
            refresh();
        }
    }

    void onSuspension(@Observes SuspensionChanged event) {
        refresh();
    }
}
