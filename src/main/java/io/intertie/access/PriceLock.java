package io.intertie.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A subscription's prices of one listing, kept from the market's until an instant.
///
/// Its id is that of its series of price versions. `committedTokens` is what the buyer means to use
/// each calendar month (UTC) of that listing; less is shown, and not billed.
public record PriceLock(
        UUID id,
        UUID subscriptionId,
        UUID organisationId,
        UUID listingId,
        Instant from,
        Instant until,
        Optional<Long> committedTokens) {}
