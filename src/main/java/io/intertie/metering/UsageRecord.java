package io.intertie.metering;

import io.intertie.money.Currency;
import io.intertie.tariff.Band;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// The metered fact of one request: what was served, at which price; written once.
///
/// `quoteId` is empty within one currency. **Units** `energyWattHours` at the facility (IT × PUE).
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
        CountedBy countedBy,
        boolean streamed,
        State state,
        String finishReason,
        BigDecimal energyWattHours,
        long firstTokenMillis,
        long durationMillis,
        Instant admittedAt,
        Instant servedAt) {
    /// Times are as fine as log and database keep them, so that a record is of the same day
    /// wherever it is.
    public UsageRecord {
        admittedAt = admittedAt.truncatedTo(ChronoUnit.MICROS);
        servedAt = servedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /// How the request ended; exactly one.
    public enum State {
        COMPLETED,
        /// The client left or the stream broke after output had been delivered: that is charged.
        PARTIAL,
        /// Nothing was delivered: nothing is charged.
        FAILED
    }

    /// Who counted the tokens, and how.
    public enum CountedBy {
        PROVIDER,
        /// The provider said more than was possible: what was asked for at most.
        LIMIT,
        O200K_BASE,
        CL100K_BASE,
        P50K_BASE,
        R50K_BASE,
        /// Four bytes a token, for a model whose tokenizer is not known.
        BYTES,
        /// There was nothing to count.
        NOBODY;

        /// Whether it is another count than the provider's.
        public boolean isEstimate() {
            return this != PROVIDER && this != NOBODY;
        }

        /// As answers and pages name it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Whether the count is another one than the provider's.
    public boolean estimated() {
        return countedBy.isEstimate();
    }
}
