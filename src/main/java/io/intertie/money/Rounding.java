package io.intertie.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// The one place where a decimal becomes an integer of money: when a price is published, and when a
/// bank exchanges one currency for another.
public final class Rounding {
    /// The list price's step: 0.0001 major per 1M tokens.
    public static final long TICK_MICRO = 100;

    private Rounding() {}

    /// A provider's net price: micro per 1M tokens, HALF_EVEN.
    public static long toMicro(BigDecimal major) {
        return major.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    /// A buyer's list price: micro per 1M tokens, up to the next tick.
    public static long upToTick(BigDecimal major) {
        var ticks =
                major.movePointRight(6)
                        .divide(BigDecimal.valueOf(TICK_MICRO), 0, RoundingMode.CEILING);
        return Math.multiplyExact(ticks.longValueExact(), TICK_MICRO);
    }

    /// What an amount costs in another currency, where one unit costs `rate`: whole minor units,
    /// HALF_EVEN, as a bank books a deal.
    public static Money exchanged(Money amount, Rate rate, Currency into) {
        var minor =
                amount.major()
                        .multiply(rate.value())
                        .movePointRight(into.minorDigits())
                        .setScale(0, RoundingMode.HALF_EVEN)
                        .longValueExact();
        return new Money(into, Math.multiplyExact(minor, into.microPerMinor()));
    }

    /// Micro that surely cover a number of pico: rounded up, for holds.
    public static long coveringMicro(long pico) {
        return Math.ceilDiv(pico, 1_000_000L);
    }
}
