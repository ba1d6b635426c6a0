package io.intertie.quality;

import java.math.BigDecimal;

/// What a listing's last day of requests shows. `samples` 0 means: not measured yet.
///
/// `uptime` is the fraction of requests that were answered; the rest are medians of answered
/// requests. `tokensPerSecondP50` counts from the first token on. `jitter` = deviation over mean of
/// the time between chunks; grade A < 0.12, B < 0.20, C < 0.35, otherwise D; `-` until 20 streamed
/// samples.
public record Score(
        long samples,
        BigDecimal uptime,
        long firstTokenMillisP50,
        BigDecimal tokensPerSecondP50,
        BigDecimal jitter,
        String grade) {
    public static final Score UNKNOWN =
            new Score(0, BigDecimal.ZERO, 0, BigDecimal.ZERO, BigDecimal.ZERO, "-");

    private static final BigDecimal BELOW_A = new BigDecimal("0.12");
    private static final BigDecimal BELOW_B = new BigDecimal("0.20");
    private static final BigDecimal BELOW_C = new BigDecimal("0.35");

    static String grade(BigDecimal jitter) {
        if (jitter.compareTo(BELOW_A) < 0) {
            return "A";
        }
        if (jitter.compareTo(BELOW_B) < 0) {
            return "B";
        }
        return jitter.compareTo(BELOW_C) < 0 ? "C" : "D";
    }
}
