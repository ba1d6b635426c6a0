package io.intertie.gateway;

import io.intertie.gateway.relay.Ending;
import io.intertie.gateway.relay.Tally;
import io.intertie.gateway.routing.Candidate;
import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Receipt;
import io.intertie.gateway.wire.Usage;
import io.intertie.metering.Charge;
import io.intertie.metering.Metering;
import io.intertie.metering.TokenCount;
import io.intertie.metering.UsageRecord;
import io.intertie.platform.config.Settings;
import io.intertie.platform.inject.Direct;
import io.intertie.platform.persistence.DatabaseAway;
import io.intertie.quality.Quality;
import io.intertie.quality.Sample;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.TokenClass;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
    private final Consumer<Sample> samples;
    private final String pages;
    private final Clock clock;

    @Inject
    Recording(Metering metering, Quality quality, Settings settings, Clock clock) {
        this(metering, quality::record, settings.url(), clock);
    }

    Recording(Metering metering, Consumer<Sample> samples, URI portal, Clock clock) {
        this.metering = metering;
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
        var state = state(tally, ending);
        var bill = tally.bill(order.limits(candidate));
        var failed = state == UsageRecord.State.FAILED;
        var tokens = failed ? TokenCount.NONE : bill.tokens();
        var now = System.nanoTime();
        var record =
                new UsageRecord(
                        order.id(),
                        order.buyer().key().organisationId(),
                        order.buyer().key().id(),
                        candidate.offer().listing().id(),
                        order.buyer().model().id(),
                        candidate.offer().provider().organisationId(),
                        candidate.price().version().id(),
                        candidate.price().band(),
                        quote(candidate),
                        candidate.currency(),
                        candidate.price().version().providerCurrency(),
                        tokens,
                        !failed && bill.estimated(),
                        order.request().streamed(),
                        state,
                        finishReason(tally, ending),
                        energy(candidate.price(), tokens),
                        tally.firstTokenMillis(now),
                        tally.durationMillis(now),
                        order.admittedAt(),
                        clock.instant());
        return durably(record)
                .thenApply(kept ->
                        kept.<Outcome>map(charge ->
                                        new Outcome.Booked(
                                                state,
                                                receipt(record, charge, candidate),
                                                bill.usage()))
                                .orElseGet(Outcome.Unknown::new));
    }

    private static UsageRecord.State state(Tally tally, Ending ending) {
        return switch (ending) {
            case Ending.Complete _ when isAnswer(tally) -> UsageRecord.State.COMPLETED;
            case Ending.Complete _ -> UsageRecord.State.FAILED;
            case Ending.ClientLeft _, Ending.Stopped _ ->
                    tally.anyOutput() ? UsageRecord.State.PARTIAL : UsageRecord.State.FAILED;
        };
    }

    private static boolean isAnswer(Tally tally) {
        return tally.anyOutput() || tally.finishReason().isPresent();
    }

    private static String finishReason(Tally tally, Ending ending) {
        return switch (ending) {
            case Ending.Complete _ -> tally.finishReason().orElse("unknown");
            case Ending.ClientLeft _ -> "client_left";
            case Ending.Stopped(var failure) ->
                    "provider_" + failure.kind().name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    private static Optional<UUID> quote(Candidate candidate) {
        var version = candidate.price().version();
        return version.providerCurrency().equals(candidate.currency())
                ? Optional.empty()
                : Optional.ofNullable(version.inputs().quotes().get(candidate.currency()));
    }

    /// Watt-hours at the facility: kWh per million tokens is milliwatt-hours per token.
    static BigDecimal energy(PriceInForce price, TokenCount tokens) {
        var inputs = price.version().inputs();
        var wattHours = BigDecimal.ZERO;
        for (var kind : TokenClass.values()) {
            var count = BigDecimal.valueOf(tokens.of(kind));
            wattHours = wattHours.add(count.multiply(inputs.energy().of(kind)));
        }
        return wattHours
                .multiply(inputs.pue())
                .movePointLeft(3)
                .setScale(12, RoundingMode.HALF_EVEN);
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
                record.estimated(),
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
            case Ending.Complete _ when isAnswer(tally) -> Sample.Outcome.ANSWERED;
            case Ending.Complete _ -> Sample.Outcome.FAILED;
            case Ending.ClientLeft _ ->
                    tally.anyOutput() ? Sample.Outcome.ANSWERED : Sample.Outcome.NOT_COUNTED;
            case Ending.Stopped(var failure) -> outcome(failure);
        };
    }
}
