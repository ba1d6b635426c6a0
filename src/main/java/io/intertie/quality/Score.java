package io.intertie.quality;

import java.math.BigDecimal;

/// What a listing's last day of requests shows. `samples` 0 means: not measured yet.
///
/// `jitter` = deviation over mean of the time between chunks; grade A < 0.12, B < 0.20, C < 0.35,
/// otherwise D; `-` until 20 samples.
public record Score(
        long samples,
        BigDecimal uptime,
        long firstTokenMillisP50,
        BigDecimal tokensPerSecondP50,
        BigDecimal jitter,
        String grade) {
    public static final Score UNKNOWN =
            new Score(0, BigDecimal.ZERO, 0, BigDecimal.ZERO, BigDecimal.ZERO, "-");
}
