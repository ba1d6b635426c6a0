package io.intertie.gateway;

import io.intertie.gateway.relay.Ending;
import io.intertie.gateway.relay.Tally;
import io.intertie.gateway.routing.Candidate;
import io.intertie.metering.TokenCount;
import io.intertie.metering.UsageRecord;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.TokenClass;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// How and when an order ended, and the record that this makes.
///
/// **Units** `nanos` of `System.nanoTime`.
record End(
        Order order,
        Candidate candidate,
        Tally tally,
        Ending ending,
        long nanos,
        Instant servedAt) {
    UsageRecord.State state() {
        return switch (ending) {
            case Ending.Complete _ when tally.isAnswer() -> UsageRecord.State.COMPLETED;
            case Ending.Complete _ -> UsageRecord.State.FAILED;
            case Ending.ClientLeft _, Ending.Stopped _ ->
                    tally.anyOutput() ? UsageRecord.State.PARTIAL : UsageRecord.State.FAILED;
        };
    }

    Tally.Bill bill() {
        return tally.bill(order.limits(candidate));
    }

    UsageRecord usage(Tally.Bill bill) {
        var state = state();
        var failed = state == UsageRecord.State.FAILED;
        var tokens = failed ? TokenCount.NONE : bill.tokens();
        return new UsageRecord(
                order.id(),
                order.buyer().key().organisationId(),
                order.buyer().key().id(),
                candidate.offer().listing().id(),
                order.buyer().model().id(),
                candidate.offer().provider().organisationId(),
                candidate.price().version().id(),
                candidate.price().band(),
                quote(),
                candidate.currency(),
                candidate.price().version().providerCurrency(),
                tokens,
                failed ? UsageRecord.CountedBy.NOBODY : bill.countedBy(),
                order.request().streamed(),
                state,
                finishReason(),
                energy(candidate.price(), tokens),
                tally.firstTokenMillis(nanos),
                tally.durationMillis(nanos),
                order.admittedAt(),
                servedAt);
    }

    private String finishReason() {
        return switch (ending) {
            case Ending.Complete _ -> tally.finishReason().orElse("unknown");
            case Ending.ClientLeft _ -> "client_left";
            case Ending.Stopped(var failure) ->
                    "provider_" + failure.kind().name().toLowerCase(Locale.ROOT);
        };
    }

    private Optional<UUID> quote() {
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
}
