package io.intertie.access;

import io.intertie.money.Currency;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A buyer's standing permission to call a model, pay as you go, in one currency.
///
/// `listingId` pins one provider; empty means any. `maxOutputMicroPerMillion` refuses dearer hours.
public record Subscription(
        UUID id,
        UUID organisationId,
        UUID modelId,
        Optional<UUID> listingId,
        Currency currency,
        Optional<Long> maxOutputMicroPerMillion,
        Instant startedAt,
        Optional<Instant> endedAt) {}
