package io.intertie.web.provider;

import io.intertie.quality.Measured;
import io.intertie.quality.Percentiles;
import io.intertie.quality.Stability;
import io.intertie.quality.Uptime;
import io.intertie.quality.Window;
import io.intertie.web.Figures;
import io.intertie.web.SmallMarket;
import io.intertie.web.measured.QualityLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Measured quality for previews: a day with a bad morning.
public final class SmallQuality {
    private SmallQuality() {}

    static QualityView view(Figures figures, UnaryOperator<String> words) {
        var day = new QualityView.Day(figures, (key, arguments) -> words.apply(key));
        var windows = QualityLine.windows(SmallQuality::window, figures);
        return QualityView.of(windows, hours(), SmallMarket.NOON, day);
    }

    public static Measured window(Window window) {
        return switch (window) {
            case FIVE_MINUTES -> Measured.NOTHING;
            case HALF_HOUR -> measured(410, 40, 780);
            case DAY -> measured(48_210, 96, 412);
            case MONTH -> measured(1_912_400, 1_204, 405);
        };
    }

    private static Map<Instant, Measured> hours() {
        var hours = new LinkedHashMap<Instant, Measured>();
        for (int back = 22; back >= 0; back--) {
            var at = SmallMarket.NOON.minus(Duration.ofHours(back));
            hours.put(at, measured(2_000 + 40 * back, back, back < 3 ? 780 : 380 + 4 * back));
        }
        return hours;
    }

    private static Measured measured(long answered, long failed, long millis) {
        return new Measured(
                answered + failed,
                new Uptime(answered, failed),
                percentiles(millis, millis * 2, millis * 5),
                percentiles(96, 81, 44),
                percentiles(10, 14, 61),
                new Stability(answered, new BigDecimal("0.1100"), answered * 90, answered / 2),
                answered * 91);
    }

    private static Percentiles percentiles(long p50, long p90, long p99) {
        return new Percentiles(
                BigDecimal.valueOf(p50),
                BigDecimal.valueOf(p50 + (p90 - p50) / 2),
                BigDecimal.valueOf(p90),
                BigDecimal.valueOf(p99));
    }
}
