package io.intertie.web.admin;

import io.intertie.tariff.DayAhead.Point;
import io.intertie.tariff.feed.ZoneWatch;
import io.intertie.web.Figures;
import io.intertie.web.Svg;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// A bidding zone's day as a chart with its table, on the market's clock.
///
/// `gapMinutes` is how much of the day has no price.
public record FeedDay(
        String zone,
        String date,
        LocalDate before,
        LocalDate after,
        long hours,
        long gapMinutes,
        String chart,
        List<Line> lines) {
    private static final long MICRO = 1_000_000;

    /// A price with its hours and where it was read.
    public record Line(String from, String until, String price, String source) {}

    static FeedDay of(String zone, ZoneWatch.Day day, Figures reader) {
        var figures = reader.in(ZoneWatch.MARKET_TIME);
        var minutes = Duration.between(day.from(), day.to()).toMinutes();
        var covered =
                day.prices().stream()
                        .mapToLong(it -> Duration.between(it.from(), it.to()).toMinutes())
                        .sum();
        return new FeedDay(
                zone,
                figures.date(day.date()),
                day.date().minusDays(1),
                day.date().plusDays(1),
                minutes / 60,
                minutes - covered,
                day.prices().isEmpty() ? "" : Svg.signed(bars(zone, day, minutes, figures)),
                day.prices().stream().map(it -> line(it, figures)).toList());
    }

    private static Line line(Point point, Figures figures) {
        return new Line(
                figures.clock(point.from()).text(),
                figures.clock(point.to()).text(),
                FeedSheet.perMwh(point, figures),
                point.source());
    }

    private static Svg.Signed bars(String zone, ZoneWatch.Day day, long minutes, Figures figures) {
        var mean = day.prices().stream().mapToLong(FeedDay::micro).sum() / day.prices().size();
        var spans =
                day.prices().stream()
                        .map(it ->
                                new Svg.Signed.Span(
                                        Duration.between(day.from(), it.from()).toMinutes(),
                                        Duration.between(day.from(), it.to()).toMinutes(),
                                        micro(it),
                                        level(micro(it), mean)))
                        .toList();
        var hours = new ArrayList<Svg.Signed.Mark>();
        for (long minute = 0; minute < minutes; minute += 180) {
            var at = day.from().plus(Duration.ofMinutes(minute));
            hours.add(new Svg.Signed.Mark(minute, figures.clock(at).text()));
        }
        var currency = day.prices().getFirst().currency();
        return new Svg.Signed(
                minutes,
                spans,
                hours,
                ticks(spans, figures),
                zone + ", " + figures.date(day.date()) + ", " + currency + " / MWh");
    }

    private static long micro(Point point) {
        return point.pricePerMwh().movePointRight(6).longValueExact();
    }

    private static int level(long micro, long mean) {
        return mean > 0 ? Svg.Bar.levelOf(micro, mean) : 3;
    }

    /// Round prices from below the lowest to above the highest, six or so, 0 among them.
    private static List<Svg.Signed.Mark> ticks(List<Svg.Signed.Span> spans, Figures figures) {
        var least = Math.min(0, spans.stream().mapToLong(Svg.Signed.Span::micro).min().orElse(0));
        var most = Math.max(0, spans.stream().mapToLong(Svg.Signed.Span::micro).max().orElse(0));
        var step = step(Math.max(10 * MICRO, most - least));
        var ticks = new ArrayList<Svg.Signed.Mark>();
        for (var at = Math.floorDiv(least, step) * step; at < most + step; at += step) {
            ticks.add(new Svg.Signed.Mark(at, figures.count(at / MICRO)));
        }
        return ticks;
    }

    // The smallest of 1, 2, 5, 10, 20 … of which five make the range.
    private static long step(long range) {
        for (var unit = MICRO; ; unit *= 10) {
            for (var factor : List.of(1, 2, 5)) {
                if (unit * factor * 5 >= range) {
                    return unit * factor;
                }
            }
        }
    }
}
