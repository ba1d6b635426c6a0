package io.intertie.gateway;

import io.intertie.gateway.relay.Ending;
import io.intertie.gateway.relay.Tally;
import io.intertie.gateway.routing.Candidate;
import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Receipt;
import io.intertie.gateway.wire.Usage;
import io.intertie.metering.Charge;
import io.intertie.metering.Metering;
import io.intertie.metering.UsageRecord;
import io.intertie.platform.config.Settings;
import io.intertie.platform.inject.Direct;
import io.intertie.platform.persistence.DatabaseAway;
import io.intertie.quality.Quality;
import io.intertie.quality.Sample;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Puts a request's end on record: its usage, its charge, and how its providers did.
@Direct
class Recording {
    private static final Logger LOG = Logger.getLogger(Recording.class.getName());
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(200), Duration.ofMillis(800));

    private final Metering metering;
    private final OwnCounts ownCounts;
    private final Consumer<Sample> samples;
    private final String pages;
    private final Clock clock;

    @Inject
    Recording(
            Metering metering,
            OwnCounts ownCounts,
            Quality quality,
            Settings settings,
            Clock clock) {
        this(metering, ownCounts, quality::record, settings.url(), clock);
    }

    Recording(
            Metering metering,
            OwnCounts ownCounts,
            Consumer<Sample> samples,
            URI portal,
            Clock clock) {
        this.metering = metering;
        this.ownCounts = ownCounts;
        this.samples = samples;
        pages = portal.resolve("/app/requests/").toString();
        this.clock = clock;
    }

    /// What came of putting a request on record.
    sealed interface Outcome {
        /// On record and charged, if only 0: the receipt exists.
        record Booked(UsageRecord.State state, Receipt receipt, Usage billed) implements Outcome {
            @Override
            public long tokens() {
                return state == UsageRecord.State.FAILED
                        ? 0
                        : billed.input() + billed.cachedInput() + billed.output();
            }
        }

        /// The books cannot be reached: whether it was charged will show there.
        record Unknown() implements Outcome {
            @Override
            public long tokens() {
                return 0;
            }
        }

        /// What counts on a limit of tokens.
        long tokens();
    }

    Metering metering() {
        return metering;
    }

    Clock clock() {
        return clock;
    }

    /// A request's page of figures.
    String page(UUID requestId) {
        return pages + requestId;
    }

    /// Records a request that a candidate served, or failed to; ends when that is durable, or is
    /// known to be impossible. Waits for nothing.
    CompletionStage<Outcome> record(Order order, Candidate candidate, Tally tally, Ending ending) {
        var end = new End(order, candidate, tally, ending, System.nanoTime(), clock.instant());
        return end.state() != UsageRecord.State.FAILED && ownCounts.isWanted(order, tally)
                ? ownCounts.take(order, tally).thenCompose(_ -> booked(end))
                : booked(end);
    }

    private CompletionStage<Outcome> booked(End end) {
        var bill = end.bill();
        var record = end.usage(bill);
        return durably(record)
                .thenApply(kept ->
                        kept.<Outcome>map(charge ->
                                        new Outcome.Booked(
                                                record.state(),
                                                receipt(record, charge, end.candidate()),
                                                bill.usage()))
                                .orElseGet(Outcome.Unknown::new));
    }

    /// What neither memory nor the node's log can take goes to the database, on another thread.
    private CompletableFuture<Optional<Charge>> durably(UsageRecord record) {
        try {
            var later = metering.recordLater(record);
            if (later.isPresent()) {
                return later.get()
                        .thenApply(Optional::of)
                        .exceptionallyCompose(failed -> apart(record));
            }
        } catch (RuntimeException failed) {
            // Asked once more where it may wait, and told there what is wrong.
        }
        return apart(record);
    }

    private CompletableFuture<Optional<Charge>> apart(UsageRecord record) {
        var kept = new CompletableFuture<Optional<Charge>>();
        Thread.ofVirtual()
                .name("record " + record.requestId())
                .start(() -> {
                    try {
                        kept.complete(patiently(record));
                    } catch (RuntimeException | Error bug) {
                        kept.completeExceptionally(bug);
                    }
                });
        return kept;
    }

    /// Writing is idempotent, so a lost connection is answered by writing again, for a second.
    private Optional<Charge> patiently(UsageRecord record) {
        for (var pause : PAUSES) {
            try {
                return Optional.of(metering.record(record));
            } catch (RuntimeException failed) {
                if (!DatabaseAway.isCauseOf(failed)) {
                    LOG.log(Level.SEVERE, "request " + record.requestId(), failed);
                    return Optional.empty();
                }
                rest(pause);
            }
        }
        try {
            return Optional.of(metering.record(record));
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "request " + record.requestId() + " is not on record", failed);
            return Optional.empty();
        }
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Receipt receipt(UsageRecord record, Charge charge, Candidate candidate) {
        return new Receipt(
                record.requestId(),
                charge.buyerCost(),
                charge.buyerCurrency().code(),
                candidate.offer().provider().slug(),
                candidate.offer().listing().quantisation(),
                record.priceVersionId(),
                record.band().name(),
                record.quoteId(),
                record.energyWattHours(),
                candidate.price().electricityShare(record.tokens()::of),
                record.countedBy(),
                page(record.requestId()));
    }

    /// Tells quality how the candidates did.
    void sample(Order order, Pursuit pursuit, Tally tally, Ending ending) {
        var now = System.nanoTime();
        for (var missed : pursuit.missed()) {
            var listing = missed.candidate().offer().listing().id();
            samples.accept(Sample.unanswered(listing, outcome(missed.failure())));
        }
        pursuit.serving()
                .ifPresent(serving ->
                        samples.accept(
                                new Sample(
                                        serving.offer().listing().id(),
                                        outcome(tally, ending),
                                        tally.firstTokenMillis(now),
                                        tally.durationMillis(now),
                                        tally.bill(order.limits(serving)).tokens().output(),
                                        tally.gaps())));
    }

    /// Whether a failure before the first word is the provider's, by the rule of docs/quality.md.
    private static Sample.Outcome outcome(Failure failure) {
        return switch (failure.kind()) {
            case BUSY, REJECTED, FORBIDDEN -> Sample.Outcome.NOT_COUNTED;
            case UNREACHABLE, TIMED_OUT, FAILED, BROKEN -> Sample.Outcome.FAILED;
        };
    }

    private static Sample.Outcome outcome(Tally tally, Ending ending) {
        return switch (ending) {
            case Ending.Complete _ when tally.isAnswer() -> Sample.Outcome.ANSWERED;
            case Ending.Complete _ -> Sample.Outcome.FAILED;
            case Ending.ClientLeft _ ->
                    tally.anyOutput() ? Sample.Outcome.ANSWERED : Sample.Outcome.NOT_COUNTED;
            case Ending.Stopped(var failure) -> outcome(failure);
        };
    }
}
