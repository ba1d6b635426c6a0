package io.intertie.tariff;

import io.intertie.money.Currency;
import java.math.BigDecimal;
import java.util.List;

/// What one list price consists of; the parts add up to it to the last micro.
///
/// **Units** micro per 1M tokens; `localMicro` in the provider's currency, 0 for what the provider
/// does not get. `electricityShare` is electricity over electricity and compute: what a tariff can
/// move of the provider's cost. `kwhPerMillion` is drawn at the site, PUE included. **Always true**
/// shares of the list price sum to 1; the provider's three parts sum to its net price
/// (`PriceBookTest`).
public record PriceAnatomy(
        TokenClass tokens,
        Currency buyerCurrency,
        Currency providerCurrency,
        long listMicroPerMillion,
        BigDecimal electricityShare,
        BigDecimal kwhPerMillion,
        List<Part> parts) {
    /// `CURRENCY` holds the spread and the rounding up to the tick.
    public enum Kind {
        ELECTRICITY,
        COMPUTE,
        MARGIN,
        FEE,
        PAYMENT,
        CURRENCY
    }

    public record Part(Kind kind, long buyerMicro, long localMicro, BigDecimal share) {}
}
