package io.intertie.metering;

import io.intertie.money.Currency;
import java.math.BigDecimal;
import java.util.UUID;

/// The rated fact: what a request costs its buyer and what its provider is owed.
///
/// **Units** pico: 1e-12 of the major unit.
public record Charge(
        UUID requestId,
        Currency buyerCurrency,
        long buyerPico,
        Currency providerCurrency,
        long providerPico) {
    /// The exact cost in major units, as `usage.cost` shows it.
    public BigDecimal buyerCost() {
        return BigDecimal.valueOf(buyerPico, 12);
    }

    public BigDecimal providerShare() {
        return BigDecimal.valueOf(providerPico, 12);
    }
}
