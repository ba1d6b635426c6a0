package io.intertie.metering;

import io.intertie.money.Currency;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The usage records with their charges, for whoever may see them.
public interface UsageRecords {
    /// A record and what it was rated to.
    record Rated(UsageRecord usage, Charge charge) {}

    Optional<Rated> find(UUID requestId);

    /// A buyer's newest first.
    List<Rated> ofBuyer(UUID buyerId, int limit);

    /// A provider's newest first.
    List<Rated> ofProvider(UUID providerId, int limit);

    /// What a provider served in one currency and period, the oldest first.
    List<Rated> served(
            UUID providerId, Currency providerCurrency, Instant from, Instant to, int limit);

    /// Sums of a period by model: of a buyer.
    List<Total> totalsOfBuyer(UUID buyerId, Instant from, Instant to);

    /// Sums of a period by model: of a provider.
    List<Total> totalsOfProvider(UUID providerId, Instant from, Instant to);

    /// Sums over usage records. **Units** pico; watt-hours in thousandths.
    record Total(
            UUID modelId,
            Currency currency,
            long requests,
            long inputTokens,
            long outputTokens,
            long pico,
            long milliWattHours) {}
}
