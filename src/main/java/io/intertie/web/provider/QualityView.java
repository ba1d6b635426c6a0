package io.intertie.web.provider;

import io.intertie.quality.Measured;
import io.intertie.quality.Percentiles;
import io.intertie.quality.Quality;
import io.intertie.quality.Window;
import io.intertie.web.Figures;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// A listing's measured quality, written out: each window in a line, the last day hour by hour.
public record QualityView(List<Line> windows, List<Line> hours, Optional<String> chart) {
    private static final long MICRO = 1_000_000;

    /// What is measured; `name` is a window's code, or an hour on the clock.
    public record Line(
            String name,
            String calls,
            String uptime,
            String standing,
            Times firstToken,
            String speed,
            String speedP90,
            Times gap,
            String jitter,
            String stalls,
            String grade,
            boolean isMeasured) {
        static Line of(String name, Measured measured, Figures figures) {
            var stability = measured.stability();
            return new Line(
                    name,
                    figures.count(measured.calls()),
                    measured.uptime().counted() == 0
                            ? "–"
                            : figures.uptime(measured.uptime().fraction()),
                    measured.uptime().standing().word(),
                    Times.of(measured.firstTokenMillis(), 0, figures),
                    figures.rounded(measured.tokensPerSecond().p50(), 1),
                    figures.rounded(measured.tokensPerSecond().p90(), 1),
                    Times.of(measured.gapMillis(), 1, figures),
                    figures.rounded(stability.jitter(), 2),
                    figures.rounded(stability.stallsPerThousand(), 1),
                    stability.grade().replace('-', '–'),
                    measured.uptime().answered() > 0);
        }

        /// How the grade is coloured.
        public String tone() {
            return switch (grade) {
                case "A", "B" -> "ok";
                case "C" -> "warn";
                case "D" -> "bad";
                default -> "";
            };
        }

        /// How the standing is coloured.
        public String standingTone() {
            return switch (standing) {
                case "good" -> "ok";
                case "degraded" -> "warn";
                case "fallback-only" -> "bad";
                default -> "";
            };
        }
    }

    /// Times in milliseconds.
    public record Times(String p50, String p90, String p99) {
        static Times of(Percentiles all, int digits, Figures figures) {
            return new Times(
                    figures.rounded(all.p50(), digits),
                    figures.rounded(all.p90(), digits),
                    figures.rounded(all.p99(), digits));
        }
    }

    static QualityView of(UUID listing, Quality quality, Offers offers, Day day) {
        var windows =
                Stream.of(Window.values())
                        .map(one -> Line.of(one.code(), quality.of(listing, one), day.figures()))
                        .toList();
        return of(windows, quality.hours(listing), offers.now(), day);
    }

    /// Whose clock and words a day is written in.
    record Day(Figures figures, Words words) {}

    static QualityView of(List<Line> windows, Map<Instant, Measured> hours, Instant now, Day day) {
        var zone = day.figures().zone();
        var micro = new ArrayList<>(Collections.nCopies(24, 0L));
        var lines = new ArrayList<Line>();
        hours.forEach((at, measured) -> {
            var hour = at.atZone(zone).getHour();
            micro.set(hour, millis(measured.firstTokenMillis().p50()) * MICRO);
            lines.add(Line.of(Hours.clock(hour * 4), measured, day.figures()));
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
