package io.intertie.quality;

import java.math.BigDecimal;

/// What the calls of a listing in a window amount to.
///
/// **Units** milliseconds; output tokens per second, from the first token on. `calls` counts those
/// that the uptime leaves out, too. **Always true** a percentile is within 1 % of the exact one, on
/// the side that does not flatter (`BucketProperties`).
public record Measured(
        long calls,
        Uptime uptime,
        Percentiles firstTokenMillis,
        Percentiles tokensPerSecond,
        Percentiles gapMillis,
        Stability stability,
        long outputTokens) {
    public static final Measured NOTHING =
            new Measured(
                    0,
                    new Uptime(0, 0),
                    Percentiles.NONE,
                    Percentiles.NONE,
                    Percentiles.NONE,
                    new Stability(0, BigDecimal.ZERO, 0, 0),
                    0);
}
