package io.intertie.web.provider;

import io.intertie.web.Svg;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The 24 hours of a day drawn as bars, from low to high.
///
/// `micro` has the price of each hour.
record Hours(List<Long> micro, int nowHour, int digits) {
    private static final int TICKS = 4;

    Hours {
        micro = List.copyOf(micro);
    }

    /// The chart; `keys` begins the keys of its title and its text.
    String chart(String keys, Words words) {
        // An hour without a figure has no part in the mean.
        var known = micro.stream().mapToLong(Long::longValue).filter(one -> one > 0).toArray();
        var mean = Math.floorDiv(LongStream.of(known).sum(), Math.max(1L, known.length));
        var now = words.of("supply.chart.now") + " " + text(micro.get(nowHour));
        return Svg.curve(
                new Svg.Curve(
                        IntStream.range(0, micro.size())
                                .mapToObj(hour ->
                                        new Svg.Bar(
                                                clock(hour * 4),
                                                micro.get(hour),
                                                Svg.Bar.levelOf(micro.get(hour), mean)))
                                .toList(),
                        mean,
                        nowHour,
                        new Svg.Curve.Words(
                                words.of(keys + ".title"),
                                words.of(keys + ".text"),
                                now,
                                words.of("supply.chart.mean") + " " + text(mean)),
                        ticks()));
    }

    /// A quarter of the day on the clock: `06:15`, the last one `24:00`.
    static String clock(int quarter) {
        return String.format(Locale.ROOT, "%02d:%02d", quarter / 4, quarter % 4 * 15);
    }

    /// The axis: steps of the smallest of 1, 2, 5, 10, 20 … of which four reach the highest price.
    List<Svg.Curve.Tick> ticks() {
        var most = micro.stream().mapToLong(Long::longValue).max().orElse(1);
        var step = 0L;
        for (var unit = 1L; step == 0; unit *= 10) {
            for (var factor : List.of(1, 2, 5)) {
                if (step == 0 && unit * factor * TICKS >= most) {
                    step = unit * factor;
                }
            }
        }
        var ticks = new ArrayList<Svg.Curve.Tick>();
        for (var at = 0L; at < most + step; at += step) {
            ticks.add(new Svg.Curve.Tick(at, text(at)));
        }
        return ticks;
    }

    private String text(long amount) {
        return BigDecimal.valueOf(amount, 6).setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }
}
