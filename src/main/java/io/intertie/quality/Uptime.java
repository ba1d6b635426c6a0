package io.intertie.quality;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// The calls that count, and how many of them were answered.
public record Uptime(long answered, long failed) {
    private static final int ENOUGH = 100;
    private static final int DIGITS = 4;
    private static final BigDecimal GOOD = new BigDecimal("0.95");
    private static final BigDecimal USABLE = new BigDecimal("0.80");

    /// What follows from an uptime.
    public enum Standing {
        /// Fewer than 100 calls that count.
        UNKNOWN,
        GOOD,
        /// Below 95 %.
        DEGRADED,
        /// Below 80 %: to be called only where nothing else is left.
        FALLBACK_ONLY;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// Its place in a route, before any price: 0 for what nothing is known against.
        public int rank() {
            return switch (this) {
                case UNKNOWN, GOOD -> 0;
                case DEGRADED -> 1;
                case FALLBACK_ONLY -> 2;
            };
        }
    }

    public long counted() {
        return answered + failed;
    }

    /// The fraction that was answered, cut to four digits so that it never claims more; 0 without
    /// any call.
    public BigDecimal fraction() {
        return counted() == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(answered)
                        .divide(BigDecimal.valueOf(counted()), DIGITS, RoundingMode.DOWN);
    }

    public Standing standing() {
        return counted() < ENOUGH ? Standing.UNKNOWN : level();
    }

    /// The same however few calls there are.
    public Standing level() {
        var fraction = fraction();
        if (fraction.compareTo(USABLE) < 0) {
            return Standing.FALLBACK_ONLY;
        }
        return fraction.compareTo(GOOD) < 0 ? Standing.DEGRADED : Standing.GOOD;
    }
}
