package io.intertie.web.provider;

import io.intertie.tariff.Band;
import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.TariffTable.Rule;
import io.intertie.web.books.Bands;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A tariff's year as cells: seasons of months alike, in each 24 hours of four kinds of day.
///
/// A cell names the price of its hour by its place among `prices`: `2`, or `2.2.0.0` where the
/// quarters differ; `-` is a gap, `0+1` an overlap. It is kept as typed, right or wrong.
record TariffGrid(List<Price> prices, List<Season> seasons) {
    static final int HOURS = 24;
    static final int QUARTERS = 4;
    static final List<DayType> DAYS = List.of(DayType.values());
    static final String GAP = "-";

    private static final int SLOTS = HOURS * QUARTERS;
    private static final int MOST_SEASONS = 13;
    private static final int MOST_PRICES = 99;
    private static final String QUARTER = "(-|\\d{1,2}(\\+\\d{1,2})*)";
    private static final String CELL = QUARTER + "(\\." + QUARTER + "){3}|" + QUARTER;

    /// A band at a price, as typed.
    record Price(String band, String perKwh) {
        static Price of(Rule rule) {
            return new Price(
                    Bands.slug(rule.band()),
                    rule.pricePerKwh().stripTrailingZeros().toPlainString());
        }

        boolean isBlank() {
            return perKwh.isBlank();
        }

        boolean isRight() {
            return TariffLines.isPrice(perKwh) && TariffLines.band(band).isPresent();
        }

        Band asBand() {
            return TariffLines.band(band).orElseThrow();
        }
    }

    /// Months as `6-8|12`, and cells hour by hour, in each hour day by day. One without months
    /// counts for nothing.
    record Season(String months, List<String> cells) {
        Season {
            cells = List.copyOf(cells);
        }

        String cell(int hour, int day) {
            return cells.get(hour * DAYS.size() + day);
        }

        /// What a quarter hour of a day names: none, one, or more prices.
        List<Integer> at(int slot, int day) {
            var quarters = cell(slot / QUARTERS, day).split("\\.", -1);
            var quarter = quarters[quarters.length == 1 ? 0 : slot % QUARTERS];
            return quarter.equals(GAP)
                    ? List.of()
                    : Stream.of(quarter.split("\\+", -1)).map(Integer::valueOf).toList();
        }

        boolean hasFlaw() {
            return cells.stream().anyMatch(cell -> cell.contains(GAP) || cell.contains("+"));
        }

        boolean isRight() {
            return months.isEmpty() || !TariffLines.monthsOf(months).isEmpty();
        }
    }

    /// What was typed, as the lists come in.
    record Typed(
            List<String> bands, List<String> prices, List<String> months, List<String> cells) {}

    private record Span(int from, int until) {}

    TariffGrid {
        prices = List.copyOf(prices);
        seasons = List.copyOf(seasons);
    }

    /// The place of a kind of day among the cells of an hour.
    static int column(DayType day) {
        return DAYS.indexOf(day);
    }

    /// The grid of rules, which may leave gaps and overlap.
    static TariffGrid of(List<Rule> rules) {
        return RuleCells.grid(rules);
    }

    /// What was typed, or none if it cannot come from the page's form.
    static Optional<TariffGrid> typed(Typed typed) {
        var perSeason = HOURS * DAYS.size();
        var count = typed.months().size();
        if (count == 0
                || count > MOST_SEASONS
                || typed.prices().size() > MOST_PRICES
                || typed.bands().size() != typed.prices().size()
                || typed.cells().size() != count * perSeason
                || !typed.cells().stream().allMatch(cell -> isCell(cell, typed.prices().size()))) {
            return Optional.empty();
        }
        var prices = new ArrayList<Price>();
        for (var at = 0; at < typed.prices().size(); at++) {
            prices.add(new Price(typed.bands().get(at), typed.prices().get(at).strip()));
        }
        var seasons =
                IntStream.range(0, count)
                        .mapToObj(at ->
                                new Season(
                                        typed.months().get(at).strip(),
                                        typed.cells()
                                                .subList(at * perSeason, (at + 1) * perSeason)))
                        .toList();
        return Optional.of(new TariffGrid(prices, seasons).trimmed());
    }

    private static boolean isCell(String cell, int prices) {
        return cell.matches(CELL)
                && Stream.of(cell.split("[.+-]", -1))
                        .filter(part -> !part.isEmpty())
                        .allMatch(part -> Integer.parseInt(part) < prices);
    }

    // The form has an empty price at its end for one more: it is none until it is filled in.
    private TariffGrid trimmed() {
        var used = used();
        var size = prices.size();
        while (size > 0 && prices.get(size - 1).isBlank() && !used.contains(size - 1)) {
            size--;
        }
        return new TariffGrid(prices.subList(0, size), seasons);
    }

    /// The same with one more season, which is like the last and has no months yet.
    TariffGrid withSeason() {
        var more = new ArrayList<>(seasons);
        if (more.size() < MOST_SEASONS) {
            more.add(new Season("", seasons.getLast().cells()));
        }
        return new TariffGrid(prices, more);
    }

    /// Whether rules can be made of it.
    boolean isRight() {
        var used = used();
        return seasons.stream().allMatch(Season::isRight)
                && IntStream.range(0, prices.size())
                        .allMatch(at -> prices.get(at).isRight() || isSpare(at, used));
    }

    /// Whether a price is neither filled in nor used.
    boolean isSpare(int price) {
        return isSpare(price, used());
    }

    private boolean isSpare(int price, Set<Integer> used) {
        return prices.get(price).isBlank() && !used.contains(price);
    }

    private Set<Integer> used() {
        return seasons.stream()
                .flatMap(season -> season.cells().stream())
                .distinct()
                .flatMap(cell -> Stream.of(cell.split("[.+-]", -1)))
                .filter(part -> !part.isEmpty())
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
    }

    /// The rules of a grid that is right; gaps and overlaps stay in them.
    List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        for (var season : seasons) {
            if (!season.months().isEmpty()) {
                var ofSeason = new ArrayList<Rule>();
                for (var price = 0; price < prices.size(); price++) {
                    ofSeason.addAll(rules(season, price));
                }
                ofSeason.sort(Comparator.comparing(Rule::from).thenComparing(Rule::band));
                rules.addAll(ofSeason);
            }
        }
        return List.copyOf(rules);
    }

    private List<Rule> rules(Season season, int price) {
        var spans =
                new TreeMap<Span, EnumSet<DayType>>(
                        Comparator.comparingInt(Span::from).thenComparingInt(Span::until));
        for (var day : DAYS) {
            for (var span : spans(season, column(day), price)) {
                spans.computeIfAbsent(span, _ -> EnumSet.noneOf(DayType.class)).add(day);
            }
        }
        var named = prices.get(price);
        return spans.entrySet().stream()
                .map(one ->
                        new Rule(
                                TariffLines.monthsOf(season.months()),
                                one.getValue(),
                                time(one.getKey().from()),
                                time(one.getKey().until()),
                                named.asBand(),
                                new BigDecimal(named.perKwh()),
                                BigDecimal.ONE))
                .toList();
    }

    private static List<Span> spans(Season season, int day, int price) {
        var spans = new ArrayList<Span>();
        var from = -1;
        for (var slot = 0; slot <= SLOTS; slot++) {
            var isIn = slot < SLOTS && season.at(slot, day).contains(price);
            if (isIn && from < 0) {
                from = slot;
            } else if (!isIn && from >= 0) {
                spans.add(new Span(from, slot));
                from = -1;
            }
        }
        return spans;
    }

    /// How many seasons each month is in.
    Map<Month, Integer> seasonsByMonth() {
        var counts = new EnumMap<Month, Integer>(Month.class);
        for (var month : Month.values()) {
            counts.put(month, 0);
        }
        for (var season : seasons) {
            TariffLines.monthsOf(season.months())
                    .forEach(month -> counts.merge(month, 1, Integer::sum));
        }
        return counts;
    }

    private static LocalTime time(int slot) {
        return slot == SLOTS ? LocalTime.MIDNIGHT : LocalTime.MIDNIGHT.plusMinutes(15L * slot);
    }
}
