package io.intertie.quality;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// How steadily a listing's streams come: their median jitter, and the share of gaps that stall.
///
/// `jitter` of an answer is the mean absolute deviation of its gaps over their mean; a stall is a
/// gap longer than five median gaps of its answer. The grade is the worse of the two tables below.
///
/// | grade | jitter | stalls in 1,000 gaps |
/// |---|---|---|
/// | A | below 0.12 | at most 1 |
/// | B | below 0.20 | at most 5 |
/// | C | below 0.35 | at most 20 |
/// | D | otherwise | otherwise |
public record Stability(long streams, BigDecimal jitter, long gaps, long stalls) {
    private static final int ENOUGH = 20;
    private static final List<String> GRADES = List.of("A", "B", "C", "D");
    private static final List<BigDecimal> JITTER_BELOW =
            List.of(new BigDecimal("0.12"), new BigDecimal("0.20"), new BigDecimal("0.35"));
    private static final List<Integer> STALLS_UP_TO = List.of(1, 5, 20);

    /// `-` until 20 streams were measured.
    public String grade() {
        if (streams < ENOUGH) {
            return "-";
        }
        var byJitter = JITTER_BELOW.stream().filter(most -> jitter.compareTo(most) >= 0).count();
        var byStalls = STALLS_UP_TO.stream().filter(most -> stalls * 1000 > most * gaps).count();
        return GRADES.get((int) Math.max(byJitter, byStalls));
    }

    /// The stalls in a thousand gaps, with one digit.
    public BigDecimal stallsPerThousand() {
        return gaps == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(stalls)
                        .movePointRight(3)
                        .divide(BigDecimal.valueOf(gaps), 1, RoundingMode.HALF_UP);
    }
}
