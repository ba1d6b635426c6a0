package io.intertie.metering;

import io.intertie.money.Currency;
import io.intertie.tariff.Band;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The metered fact of one request: what was served, at which price; written once.
///
/// `estimated` says that the provider sent no usage and the count is ours. `quoteId` is empty
/// within one currency. **Units** `energyWattHours` at the facility (IT × PUE).
public record UsageRecord(
        UUID requestId,
        UUID buyerId,
        UUID apiKeyId,
        UUID listingId,
        UUID modelId,
        UUID providerId,
        UUID priceVersionId,
        Band band,
        Optional<UUID> quoteId,
        Currency buyerCurrency,
        Currency providerCurrency,
        TokenCount tokens,
        boolean estimated,
        boolean streamed,
        State state,
        String finishReason,
        BigDecimal energyWattHours,
        long firstTokenMillis,
        long durationMillis,
        Instant admittedAt,
        Instant servedAt) {
    /// How the request ended; exactly one.
    public enum State {
        COMPLETED,
        /// The client left or the stream broke after output had been delivered: that is charged.
        PARTIAL,
        /// Nothing was delivered: nothing is charged.
        FAILED
    }
}
