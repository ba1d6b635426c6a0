package io.intertie.gateway.routing;

import io.intertie.gateway.wire.ProviderWishes.Marks;
import io.intertie.quality.Measured;
import io.intertie.quality.Percentiles;
import io.intertie.quality.Uptime;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// How a listing did of late, in whole numbers, for ordering.
///
/// **Units** thousandths of calls that count, milliseconds, thousandths of a token per second,
/// basis points. 0 is nothing measured; `grade` 0 is A, 3 is D, -1 is none.
public record Standing(
        Uptime.Standing uptime,
        int uptimePerMille,
        Marks firstTokenMillis,
        Marks milliTokensPerSecond,
        long jitterBasisPoints,
        int grade) {
    public static final Standing UNKNOWN =
            new Standing(Uptime.Standing.UNKNOWN, 0, Marks.NONE, Marks.NONE, 0, -1);

    private static final String GRADES = "ABCD";
    private static final long FAST_ENOUGH_MILLIS = 200;
    private static final long MILLIS_PER_MILLE = 10;
    private static final long MOST_FOR_WAITING = 500;

    /// The standing that a listing's measured calls give it.
    public static Standing of(Measured measured) {
        return new Standing(
                measured.uptime().standing(),
                scaled(measured.uptime().fraction(), 3, RoundingMode.DOWN).intValue(),
                marks(measured.firstTokenMillis(), 0, RoundingMode.CEILING),
                marks(measured.tokensPerSecond(), 3, RoundingMode.DOWN),
                scaled(measured.stability().jitter(), 4, RoundingMode.CEILING).longValueExact(),
                GRADES.indexOf(measured.stability().grade()));
    }

    private static Marks marks(Percentiles of, int digits, RoundingMode rounding) {
        return new Marks(
                scaled(of.p50(), digits, rounding).longValueExact(),
                scaled(of.p75(), digits, rounding).longValueExact(),
                scaled(of.p90(), digits, rounding).longValueExact(),
                scaled(of.p99(), digits, rounding).longValueExact());
    }

    private static BigDecimal scaled(BigDecimal value, int digits, RoundingMode rounding) {
        return value.movePointRight(digits).setScale(0, rounding);
    }

    /// 0 for who may serve first, 1 for who goes behind, 2 for the last resort.
    int tier() {
        return switch (uptime) {
            case UNKNOWN, GOOD -> 0;
            case DEGRADED -> 1;
            case FALLBACK_ONLY -> 2;
        };
    }

    boolean isGraded() {
        return grade >= 0;
    }

    /// What a micro of the price weighs, in thousandths: more for who is unsteady or slow to begin.
    /// Who has not been measured is taken for good, so that it gets calls and will be.
    int weight() {
        var unsteady =
                switch (grade) {
                    case 1 -> 50;
                    case 2 -> 150;
                    case 3 -> 300;
                    default -> 0;
                };
        var waits = (firstTokenMillis.p50() - FAST_ENOUGH_MILLIS) / MILLIS_PER_MILLE;
        return 1_000 + unsteady + (int) Math.clamp(waits, 0, MOST_FOR_WAITING);
    }

    /// Whether something measured misses a mark that is to be kept.
    boolean isSlowerThan(Marks leastThroughput, Marks mostLatency) {
        return isAbove(leastThroughput, milliTokensPerSecond)
                || isAbove(firstTokenMillis, mostLatency);
    }

    private static boolean isAbove(Marks high, Marks low) {
        return isAbove(high.p50(), low.p50())
                || isAbove(high.p75(), low.p75())
                || isAbove(high.p90(), low.p90())
                || isAbove(high.p99(), low.p99());
    }

    private static boolean isAbove(long high, long low) {
        return high > 0 && low > 0 && high > low;
    }
}
