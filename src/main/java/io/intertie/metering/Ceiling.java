package io.intertie.metering;

import io.intertie.money.Currency;
import io.intertie.tariff.PriceInForce;
import java.time.Instant;
import java.util.UUID;

/// The most that a request may cost: an upper bound of its input, and its output limit.
public record Ceiling(
        UUID requestId,
        UUID buyerId,
        Spender spender,
        Currency currency,
        PriceInForce price,
        long inputTokensAtMost,
        long outputTokensAtMost,
        Instant expiresAt) {}
