package io.intertie.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// What one unit of a base currency buys of a quote currency.
///
/// **Units** ten decimals, HALF_EVEN where a cross rate needs rounding.
public record Rate(BigDecimal value) {
    /// One for one, within a currency.
    public static final Rate ONE = new Rate(BigDecimal.ONE);

    public Rate {
        Check.that(value.signum() > 0, "rate of %s", value);
        value = value.setScale(10, RoundingMode.HALF_EVEN);
        Check.that(value.signum() > 0, "rate vanishes");
    }

    /// The rate the other way round.
    public Rate inverse() {
        return new Rate(BigDecimal.ONE.divide(value, 20, RoundingMode.HALF_EVEN));
    }

    /// The cross rate: base → this quote → that quote.
    public Rate times(Rate other) {
        return new Rate(value.multiply(other.value));
    }

    @Override
    public String toString() {
        return value.stripTrailingZeros().toPlainString();
    }
}
