package io.intertie.tariff;

import java.math.BigDecimal;
import java.util.Map;

/// What a provider asks on top of electricity, and what the market adds.
///
/// `base` is compute and network per 1M tokens of a class, in the provider's currency; `margin`,
/// `platformFee` and `paymentCost` are fractions (0.15 = 15 %).
public record PriceTerms(
        Map<TokenClass, BigDecimal> base,
        BigDecimal margin,
        BigDecimal platformFee,
        BigDecimal paymentCost) {
    public PriceTerms {
        base = Map.copyOf(base);
    }

    /// The fee as the ledger books it.
    public int feeBps() {
        return platformFee.movePointRight(4).intValueExact();
    }
}
