package io.intertie.web.visitor;

import io.intertie.tariff.PriceBook.HourPrice;
import io.intertie.web.Figures;
import io.intertie.web.Offer;
import io.intertie.web.Svg;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Seven days of an offer's price, hour by hour, on one clock: the map, its table, the best hours.
///
/// A day of 25 hours shows its repeated hour twice, a day of 23 leaves one out.
public record Week(String svg, List<Day> days, List<Line> lines, String mean, Optional<Best> best) {
    static final int DAYS = 7;
    private static final int WINDOW = 4;

    /// A day; `feast` names the site's holiday, `best` the cheapest four hours in a row still to
    /// come.
    public record Day(String label, Optional<String> feast, Optional<Best> best) {}

    /// Four hours in a row, their mean price, and how it lies against the week's mean.
    public record Best(String day, String span, String price, String change) {}

    /// An hour of the clock on each of the days.
    public record Line(String hour, List<Cell> cells) {}

    /// A price and its level; an hour that comes twice has both prices, one left out has a dash.
    public record Cell(String price, int level, boolean isNow) {}

    /// What the map is drawn from; `hours` begin at the first midnight of the clock.
    record Told(
            Offer offer,
            List<HourPrice> hours,
            Instant now,
            Function<LocalDate, Optional<String>> feasts) {}

    static Week of(Told told, Figures figures, Function<String, String> words) {
        var byDay = byDay(told.hours(), figures);
        var all = byDay.values().stream().flatMap(List::stream).toList();
        var mean = mean(all);
        var days = new ArrayList<Day>();
        var rows = new ArrayList<Svg.Heat.Row>();
        byDay.forEach((date, hours) -> {
            var label = figures.weekday(date);
            days.add(
                    new Day(
                            label,
                            told.feasts().apply(date),
                            best(toCome(hours, told.now()), told.offer(), mean, figures)));
            rows.add(new Svg.Heat.Row(label, cells(hours, mean, told.now(), figures)));
        });
        var heat =
                new Svg.Heat(words.apply("map.chart.title"), words.apply("map.chart.text"), rows);
        return new Week(
                Svg.heat(heat),
                days,
                lines(byDay, told, mean, figures),
                figures.price(told.offer().currency(), mean / 100 * 100),
                best(toCome(all, told.now()), told.offer(), mean, figures));
    }

    /// The hours with the one that it is now at what it costs now, however it began.
    static List<HourPrice> withNow(List<HourPrice> hours, Offer offer, Instant now) {
        if (offer.hours().isEmpty()) {
            return hours;
        }
        var current = offer.hours().getFirst();
        return Stream.concat(
                        hours.stream().filter(hour -> !isNow(hour, now)),
                        isNow(current, now) ? Stream.of(current) : Stream.of())
                .sorted(Comparator.comparing(HourPrice::from))
                .toList();
    }

    private static SequencedMap<LocalDate, List<HourPrice>> byDay(
            List<HourPrice> hours, Figures figures) {
        var days = new TreeMap<LocalDate, List<HourPrice>>();
        for (var hour : hours) {
            var date = hour.from().atZone(figures.zone()).toLocalDate();
            days.computeIfAbsent(date, one -> new ArrayList<>()).add(hour);
        }
        while (days.size() > DAYS) {
            days.pollLastEntry();
        }
        return days;
    }

    private static long mean(List<HourPrice> hours) {
        var sum = hours.stream().mapToLong(HourPrice::buyerMicroPerMillion).sum();
        return hours.isEmpty() ? 0 : Math.floorDiv(sum, hours.size());
    }

    private static List<HourPrice> toCome(List<HourPrice> hours, Instant now) {
        return hours.stream().filter(hour -> !ended(hour, now)).toList();
    }

    private static boolean ended(HourPrice hour, Instant now) {
        return !hour.from().plus(Duration.ofHours(1)).isAfter(now);
    }

    private static List<Svg.Heat.Cell> cells(
            List<HourPrice> hours, long mean, Instant now, Figures figures) {
        var cells = new ArrayList<Svg.Heat.Cell>();
        for (var hour : hours) {
            var local = hour.from().atZone(figures.zone());
            var twice =
                    !local.withEarlierOffsetAtOverlap().equals(local.withLaterOffsetAtOverlap());
            cells.add(
                    new Svg.Heat.Cell(
                            local.getHour(),
                            twice,
                            twice && local.equals(local.withLaterOffsetAtOverlap()),
                            Svg.Bar.levelOf(hour.buyerMicroPerMillion(), mean),
                            isNow(hour, now)));
        }
        return cells;
    }

    private static boolean isNow(HourPrice hour, Instant now) {
        return !hour.from().isAfter(now) && !ended(hour, now);
    }

    private static List<Line> lines(
            SequencedMap<LocalDate, List<HourPrice>> byDay, Told told, long mean, Figures figures) {
        return IntStream.range(0, 24)
                .mapToObj(hour ->
                        new Line(
                                String.format(java.util.Locale.ROOT, "%02d:00", hour),
                                byDay.values().stream()
                                        .map(hours ->
                                                cell(at(hours, hour, figures), told, mean, figures))
                                        .toList()))
                .toList();
    }

    private static List<HourPrice> at(List<HourPrice> hours, int hour, Figures figures) {
        return hours.stream()
                .filter(one -> one.from().atZone(figures.zone()).getHour() == hour)
                .toList();
    }

    private static Cell cell(List<HourPrice> hours, Told told, long mean, Figures figures) {
        if (hours.isEmpty()) {
            return new Cell("–", 3, false);
        }
        var prices =
                hours.stream()
                        .map(hour ->
                                figures.price(told.offer().currency(), hour.buyerMicroPerMillion()))
                        .distinct()
                        .toList();
        return new Cell(
                String.join(" / ", prices),
                Svg.Bar.levelOf(hours.getFirst().buyerMicroPerMillion(), mean),
                hours.stream().anyMatch(hour -> isNow(hour, told.now())));
    }

    // The first of the cheapest; none where nothing is cheaper than anything else.
    private static Optional<Best> best(
            List<HourPrice> hours, Offer offer, long mean, Figures figures) {
        var isFlat =
                hours.stream().mapToLong(HourPrice::buyerMicroPerMillion).distinct().count() <= 1;
        if (isFlat || hours.size() < WINDOW) {
            return Optional.empty();
        }
        var at = 0;
        for (var first = 1; first + WINDOW <= hours.size(); first++) {
            if (sum(hours, first) < sum(hours, at)) {
                at = first;
            }
        }
        var price = Math.floorDiv(sum(hours, at), WINDOW);
        var from = hours.get(at).from();
        var until = hours.get(at + WINDOW - 1).from().plus(Duration.ofHours(1));
        return Optional.of(
                new Best(
                        figures.weekday(
                                ZonedDateTime.ofInstant(from, figures.zone()).toLocalDate()),
                        figures.clock(from).text() + "–" + figures.clock(until).text(),
                        figures.price(offer.currency(), price / 100 * 100),
                        figures.change(against(price, mean))));
    }

    private static BigDecimal against(long price, long mean) {
        return mean == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(price - mean)
                        .divide(BigDecimal.valueOf(mean), 4, RoundingMode.HALF_UP);
    }

    private static long sum(List<HourPrice> hours, int from) {
        return hours.subList(from, from + WINDOW).stream()
                .mapToLong(HourPrice::buyerMicroPerMillion)
                .sum();
    }
}
