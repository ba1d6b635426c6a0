package io.intertie.web.provider;

import io.intertie.quality.Measured;
import io.intertie.quality.Quality;
import io.intertie.web.Figures;
import io.intertie.web.measured.QualityLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A listing's measured quality, written out: each window in a line, the last day hour by hour.
public record QualityView(
        List<QualityLine> windows, List<QualityLine> hours, Optional<String> chart) {
    private static final long MICRO = 1_000_000;

    static QualityView of(UUID listing, Quality quality, Offers offers, Day day) {
        var windows = QualityLine.windows(one -> quality.of(listing, one), day.figures());
        return of(windows, quality.hours(listing), offers.now(), day);
    }

    /// Whose clock and words a day is written in.
    record Day(Figures figures, Words words) {}

    static QualityView of(
            List<QualityLine> windows, Map<Instant, Measured> hours, Instant now, Day day) {
        var zone = day.figures().zone();
        var micro = new ArrayList<>(Collections.nCopies(24, 0L));
        var lines = new ArrayList<QualityLine>();
        hours.forEach((at, measured) -> {
            var hour = at.atZone(zone).getHour();
            micro.set(hour, millis(measured.firstTokenMillis().p50()) * MICRO);
            lines.add(QualityLine.of(Hours.clock(hour * 4), measured, day.figures()));
        });
        var isDrawn = micro.stream().anyMatch(one -> one > 0);
        return new QualityView(
                windows,
                lines,
                isDrawn
                        ? Optional.of(
                                new Hours(micro, now.atZone(zone).getHour(), 0)
                                        .chart("quality.chart", day.words()))
                        : Optional.empty());
    }

    private static long millis(BigDecimal millis) {
        return millis.longValue();
    }
}
