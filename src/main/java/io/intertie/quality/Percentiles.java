package io.intertie.quality;

import java.math.BigDecimal;

/// What so many percent of the calls did at least as well as. For times that is at most so long,
/// for speeds at least so fast.
public record Percentiles(BigDecimal p50, BigDecimal p75, BigDecimal p90, BigDecimal p99) {
    public static final Percentiles NONE =
            new Percentiles(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
}
