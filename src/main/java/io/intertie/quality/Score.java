package io.intertie.quality;

import java.math.BigDecimal;

/// What a listing's last day of requests shows, in short. `samples` 0 means: not measured yet.
///
/// `uptime` is the fraction of counted requests that were answered; the rest are medians of
/// answered requests. `tokensPerSecondP50` counts from the first token on, `grade` is that of
/// [Stability].
public record Score(
        long samples,
        BigDecimal uptime,
        long firstTokenMillisP50,
        BigDecimal tokensPerSecondP50,
        BigDecimal jitter,
        String grade) {
    public static final Score UNKNOWN =
            new Score(0, BigDecimal.ZERO, 0, BigDecimal.ZERO, BigDecimal.ZERO, "-");

    static Score of(Measured measured) {
        return new Score(
                measured.uptime().counted(),
                measured.uptime().fraction(),
                measured.firstTokenMillis().p50().longValue(),
                measured.tokensPerSecond().p50(),
                measured.stability().jitter(),
                measured.stability().grade());
    }
}
