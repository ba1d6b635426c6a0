package io.intertie.web.provider;

import io.intertie.tariff.Band;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.TariffTable.Rule;
import io.intertie.web.books.Bands;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A tariff table as people type it: a line for each band of a season, as `1-5|9-12 06:00-08:00
/// peak 0.6441`; one of some days only names them after the months, as `7 sunday|holiday`.
///
/// Columns are parted by tabs, or else semicolons, or else spaces and commas, so that a sheet's
/// cells can be pasted and one that writes `0,44` is told that this is no price.
final class TariffLines {
    private static final int MOST_LINES = 400;
    private static final int FLAWS_SHOWN = 3;
    private static final String TIME = "([01]\\d|2[0-3]):(00|15|30|45)";
    private static final String SPAN = TIME + "-(" + TIME + "|24:00)";
    private static final String MONTHS = "\\d{1,2}(-\\d{1,2})?(\\|\\d{1,2}(-\\d{1,2})?)*";
    private static final String DAY = "(workday|saturday|sunday|holiday)";
    private static final String DAYS = "(" + DAY + "(\\|" + DAY + ")*)?";
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private TariffLines() {}

    /// The rules of a text, and the first thing that is wrong with it.
    record Read(List<Rule> rules, Optional<String> fault) {
        /// Whether a line could not be read at all.
        boolean isBroken() {
            return rules.isEmpty() && fault.isPresent();
        }
    }

    static String write(TariffTable table) {
        return write(table.rules());
    }

    static String write(List<Rule> rules) {
        return rules.stream().map(TariffLines::line).collect(Collectors.joining("\n"));
    }

    static boolean isPrice(String text) {
        return text.matches("\\d{1,5}(\\.\\d{1,18})?");
    }

    static Read read(String text, Words words) {
        var rules = new ArrayList<Rule>();
        var number = 0;
        for (var line : TariffSheet.lines(text)) {
            number++;
            if (number > MOST_LINES) {
                return wrong(words.of("supply.fault.lines", MOST_LINES));
            }
            if (!line.isBlank()) {
                var cells = cells(line);
                var fault = fault(cells);
                if (fault.isPresent()) {
                    return wrong(words.of("supply.fault.line." + fault.get(), number));
                }
                rules.add(rule(cells));
            }
        }
        return new Read(List.copyOf(rules), flaws(rules, words));
    }

    // Months, days, hours, band, price; the days are empty where none are named.
    private static List<String> cells(String line) {
        var parted =
                Stream.of("\t", ";").filter(line.strip()::contains).findFirst().orElse("[\\s,]+");
        var cells =
                new ArrayList<>(
                        Stream.of(line.strip().split(parted, -1)).map(String::strip).toList());
        if (cells.size() == 4) {
            cells.add(1, "");
        }
        return cells;
    }

    private static Read wrong(String fault) {
        return new Read(List.of(), Optional.of(fault));
    }

    // The end of the key that says what is wrong with a line.
    private static Optional<String> fault(List<String> cells) {
        if (cells.size() != 5) {
            return Optional.of("columns");
        }
        if (monthsOf(cells.get(0)).isEmpty()) {
            return Optional.of("months");
        }
        if (!cells.get(1).matches(DAYS)) {
            return Optional.of("days");
        }
        if (!cells.get(2).matches(SPAN) || isNothing(cells.get(2))) {
            return Optional.of("time");
        }
        if (band(cells.get(3)).isEmpty()) {
            return Optional.of("band");
        }
        return isPrice(cells.get(4)) ? Optional.empty() : Optional.of("price");
    }

    private static Optional<String> flaws(List<Rule> rules, Words words) {
        var flaws = TariffTable.flaws(rules);
        if (flaws.isEmpty()) {
            return Optional.empty();
        }
        var shown =
                flaws.stream()
                        .limit(FLAWS_SHOWN)
                        .map(flaw ->
                                words.of(
                                        flaw.isGap()
                                                ? "supply.fault.table.gap"
                                                : "supply.fault.table.overlap",
                                        when(flaw, words),
                                        CLOCK.format(flaw.from()),
                                        end(flaw.until())))
                        .collect(Collectors.joining(" "));
        var more = flaws.size() - FLAWS_SHOWN;
        return Optional.of(
                more > 0 ? shown + " " + words.of("supply.fault.table.more", more) : shown);
    }

    private static String when(TariffTable.Flaw flaw, Words words) {
        var month = words.of("supply.month." + flaw.month().getValue());
        return flaw.day().map(day -> month + " · " + words.of(key(day))).orElse(month);
    }

    /// The key of a day type's name.
    static String key(DayType day) {
        return "supply.day." + day.name().toLowerCase(Locale.ROOT);
    }

    private static Set<DayType> days(String text) {
        return text.isEmpty()
                ? EnumSet.allOf(DayType.class)
                : Stream.of(text.split("\\|", -1))
                        .map(day -> DayType.valueOf(day.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet());
    }

    private static String days(Set<DayType> days) {
        return days.size() == DayType.values().length
                ? ""
                : days.stream()
                        .sorted()
                        .map(day -> day.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining("|", " ", ""));
    }

    private static boolean isNothing(String span) {
        var ends = span.split("-", -1);
        return ends[0].equals(ends[1]);
    }

    private static Rule rule(List<String> cells) {
        var ends = cells.get(2).split("-", -1);
        return new Rule(
                monthsOf(cells.get(0)),
                days(cells.get(1)),
                LocalTime.parse(ends[0]),
                ends[1].equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(ends[1]),
                band(cells.get(3)).orElseThrow(),
                new BigDecimal(cells.get(4)),
                BigDecimal.ONE);
    }

    /// None if one of them is no month, or a range runs backwards.
    static Set<Month> monthsOf(String text) {
        var months = EnumSet.noneOf(Month.class);
        if (!text.matches(MONTHS)) {
            return months;
        }
        for (var range : text.split("\\|", -1)) {
            var ends = range.split("-", -1);
            var first = Integer.parseInt(ends[0]);
            var last = Integer.parseInt(ends[ends.length - 1]);
            if (first < 1 || last > 12 || first > last) {
                return Set.of();
            }
            months.addAll(EnumSet.range(Month.of(first), Month.of(last)));
        }
        return months;
    }

    static Optional<Band> band(String word) {
        return Stream.of(Band.values()).filter(one -> Bands.slug(one).equals(word)).findFirst();
    }

    /// A rule as its line.
    static String line(Rule rule) {
        return "%s%s %s-%s %s %s"
                .formatted(
                        months(rule.months()),
                        days(rule.days()),
                        CLOCK.format(rule.from()),
                        end(rule.until()),
                        Bands.slug(rule.band()),
                        rule.pricePerKwh().stripTrailingZeros().toPlainString());
    }

    /// Months as `1-5|12`.
    static String months(Set<Month> months) {
        return runs(months).stream()
                .map(run ->
                        run.getFirst() == run.getLast()
                                ? "" + run.getFirst().getValue()
                                : run.getFirst().getValue() + "-" + run.getLast().getValue())
                .collect(Collectors.joining("|"));
    }

    /// Months that follow one another, together.
    static List<List<Month>> runs(Set<Month> months) {
        Predicate<Month> begins =
                month -> month == Month.JANUARY || !months.contains(month.minus(1));
        return Stream.of(Month.values())
                .filter(months::contains)
                .filter(begins)
                .map(first ->
                        Stream.of(Month.values())
                                .filter(month -> month.compareTo(first) >= 0)
                                .takeWhile(months::contains)
                                .toList())
                .toList();
    }

    private static String end(LocalTime until) {
        return until.equals(LocalTime.MIDNIGHT) ? "24:00" : CLOCK.format(until);
    }
}
