package io.intertie.web.measured;

import io.intertie.quality.Measured;
import io.intertie.quality.Percentiles;
import io.intertie.quality.Window;
import io.intertie.web.Figures;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// What is measured; `name` is a window's code, or an hour on the clock.
public record QualityLine(
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
    /// A line for each window that is kept.
    public static List<QualityLine> windows(Function<Window, Measured> measured, Figures figures) {
        return Stream.of(Window.values())
                .map(one -> of(one.code(), measured.apply(one), figures))
                .toList();
    }

    public static QualityLine of(String name, Measured measured, Figures figures) {
        var stability = measured.stability();
        return new QualityLine(
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

    /// Times in milliseconds.
    public record Times(String p50, String p90, String p99) {
        static Times of(Percentiles all, int digits, Figures figures) {
            return new Times(
                    figures.rounded(all.p50(), digits),
                    figures.rounded(all.p90(), digits),
                    figures.rounded(all.p99(), digits));
        }
    }
}
