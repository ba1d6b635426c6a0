package io.intertie.web.visitor;

import io.intertie.quality.Uptime;
import io.intertie.web.Figures;
import io.intertie.web.Svg;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A listing's uptime on each of its last 30 days, in UTC: a bar a day, the figures beside them.
public record UptimeDays(String svg, String whole, List<Day> days) {
    private static final int DAYS = 30;

    /// A day with calls that count.
    public record Day(String date, String uptime, String calls) {}

    static UptimeDays of(
            Map<LocalDate, Uptime> known, LocalDate today, Figures figures, String label) {
        var all =
                IntStream.range(0, DAYS)
                        .mapToObj(day -> today.minusDays(DAYS - 1L - day))
                        .map(date -> Optional.ofNullable(known.get(date)))
                        .map(one -> one.filter(day -> day.counted() > 0))
                        .toList();
        var sum =
                all.stream()
                        .flatMap(Optional::stream)
                        .reduce(
                                new Uptime(0, 0),
                                (one, other) ->
                                        new Uptime(
                                                one.answered() + other.answered(),
                                                one.failed() + other.failed()));
        var whole = sum.counted() == 0 ? "–" : figures.uptime(sum.fraction());
        return new UptimeDays(
                Svg.days(all.stream().map(UptimeDays::style).toList(), label + ": " + whole),
                whole,
                IntStream.range(0, DAYS)
                        .mapToObj(
                                day -> day(today.minusDays(day), all.get(DAYS - 1 - day), figures))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<Day> day(LocalDate date, Optional<Uptime> uptime, Figures figures) {
        return uptime.map(one ->
                new Day(
                        figures.date(date),
                        figures.uptime(one.fraction()),
                        figures.count(one.counted())));
    }

    private static String style(Optional<Uptime> day) {
        return day.map(Uptime::level)
                .map(level ->
                        switch (level) {
                            case FALLBACK_ONLY -> "down";
                            case DEGRADED -> "partly";
                            case GOOD, UNKNOWN -> "up";
                        })
                .orElse("none");
    }
}
