package io.intertie.access;

import io.intertie.money.Currency;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A buyer's standing permission to call a model, pay as you go, in one currency.
///
/// `policy` is what this model's calls keep besides those of key and organisation. `listingId` pins
/// one provider; empty means any. `maxOutputMicroPerMillion` refuses dearer hours.
public record Subscription(
        UUID id,
        UUID organisationId,
        UUID modelId,
        Optional<UUID> listingId,
        Currency currency,
        Optional<Long> maxOutputMicroPerMillion,
        Instant startedAt,
        Optional<Instant> endedAt,
        RoutePolicy policy) {
    /// A subscription without a policy of its own.
    public Subscription(
            UUID id,
            UUID organisationId,
            UUID modelId,
            Optional<UUID> listingId,
            Currency currency,
            Optional<Long> maxOutputMicroPerMillion,
            Instant startedAt,
            Optional<Instant> endedAt) {
        this(
                id,
                organisationId,
                modelId,
                listingId,
                currency,
                maxOutputMicroPerMillion,
                startedAt,
                endedAt,
                RoutePolicy.ANY);
    }
}
