package io.intertie.web.provider;

import io.intertie.tariff.TariffTable.DayType;
import io.intertie.web.books.Bands;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Month;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The grid of a tariff to look at and to edit; `told` is the text that it shows: where the text
/// has been changed beside it, the text counts.
public record GridView(String told, List<Paint> prices, List<Season> seasons, List<String> faults) {
    /// The first season with a cell at fault, or else the first one.
    static final int FLAWED = -1;

    /// A band and its price; the last is empty, for one more.
    public record Paint(String slug, String perKwh, boolean isWrong) {
        public String tone() {
            return Bands.tone(slug);
        }
    }

    /// Months alike; `name` says them, `lines` the kinds of day that the chart tells apart.
    public record Season(
            String months,
            String name,
            Optional<String> fault,
            int flaws,
            String chart,
            List<Legend> lines,
            List<String> clocks,
            List<Hour> hours,
            boolean isShown) {}

    /// A line of the chart, `1` to `4`.
    public record Legend(int style, String days) {}

    /// An hour's cells, one for each kind of day; `clocks` has `skips` and `repeats` where clocks
    /// are changed so in it on some day of the season.
    public record Hour(String from, List<String> clocks, List<Cell> cells) {}

    /// A cell with what can be chosen in it; `flaw` is the end of a key, or empty.
    public record Cell(String label, String tone, String flaw, List<Option> options) {}

    /// Something that a cell may hold.
    public record Option(String value, String label, boolean isChosen) {}

    /// A season's place in its tariff, as it is drawn.
    private record Place(
            TariffGrid grid, TariffGrid.Season season, List<ClockChange> changes, Words words) {}

    /// What is drawn: `shown` is the place of the season that lies open, `changes` are the nights
    /// on which the site's clocks are changed.
    record Drawn(TariffGrid grid, String told, int shown, List<ClockChange> changes) {}

    static GridView of(Drawn drawn, Words words) {
        var grid = drawn.grid();
        var prices = new ArrayList<Paint>();
        for (var at = 0; at < grid.prices().size(); at++) {
            var price = grid.prices().get(at);
            prices.add(
                    new Paint(price.band(), price.perKwh(), !price.isRight() && !grid.isSpare(at)));
        }
        prices.add(new Paint("flat", "", false));
        var shown = shown(drawn);
        return new GridView(
                drawn.told(),
                prices,
                IntStream.range(0, grid.seasons().size())
                        .mapToObj(at -> season(place(drawn, at, words), at == shown))
                        .toList(),
                faults(grid, words));
    }

    private static Place place(Drawn drawn, int at, Words words) {
        var season = drawn.grid().seasons().get(at);
        var months = TariffLines.monthsOf(season.months());
        return new Place(
                drawn.grid(),
                season,
                drawn.changes().stream()
                        .filter(one -> months.contains(one.from().getMonth()))
                        .toList(),
                words);
    }

    private static int shown(Drawn drawn) {
        var seasons = drawn.grid().seasons();
        var flawed =
                IntStream.range(0, seasons.size())
                        .filter(at -> seasons.get(at).hasFlaw())
                        .findFirst()
                        .orElse(0);
        return drawn.shown() == FLAWED ? flawed : Math.min(drawn.shown(), seasons.size() - 1);
    }

    /// How many cells are at fault in all seasons.
    public int flaws() {
        return seasons.stream().mapToInt(Season::flaws).sum();
    }

    private static List<String> faults(TariffGrid grid, Words words) {
        if (grid.prices().isEmpty()) {
            return List.of();
        }
        var missing = months(grid, 0, words);
        return missing.isEmpty() ? List.of() : List.of(words.of("grid.missing", missing));
    }

    private static String months(TariffGrid grid, int seasons, Words words) {
        return grid.seasonsByMonth().entrySet().stream()
                .filter(one -> seasons == 0 ? one.getValue() == 0 : one.getValue() >= seasons)
                .map(one -> words.of("supply.month." + one.getKey().getValue()))
                .collect(Collectors.joining(", "));
    }

    private static Season season(Place place, boolean isShown) {
        var season = place.season();
        var words = place.words();
        var lines = lines(place);
        var hours =
                IntStream.range(0, TariffGrid.HOURS)
                        .mapToObj(hour ->
                                new Hour(
                                        Hours.clock(hour * TariffGrid.QUARTERS),
                                        place.changes().stream()
                                                .filter(one -> one.isOf(hour))
                                                .map(ClockChange::slug)
                                                .distinct()
                                                .toList(),
                                        TariffGrid.DAYS.stream()
                                                .map(day -> cell(place, hour, day))
                                                .toList()))
                        .toList();
        return new Season(
                season.months(),
                name(season, words),
                fault(place),
                (int)
                        hours.stream()
                                .flatMap(hour -> hour.cells().stream())
                                .filter(cell -> !cell.flaw().isEmpty())
                                .count(),
                chart(place, lines),
                IntStream.range(0, lines.size())
                        .mapToObj(at -> new Legend(at + 1, days(lines.get(at).days(), words)))
                        .toList(),
                place.changes().stream().map(one -> clock(one, words)).toList(),
                hours,
                isShown);
    }

    private static String clock(ClockChange one, Words words) {
        return words.of(
                "grid.clock." + one.slug(),
                one.from().toLocalDate().toString(),
                one.from().toLocalTime().toString(),
                one.until().toLocalTime().toString(),
                one.hours().toPlainString());
    }

    private static String name(TariffGrid.Season season, Words words) {
        var months = TariffLines.monthsOf(season.months());
        if (months.isEmpty()) {
            return words.of("grid.season.new");
        }
        return months.size() == Month.values().length
                ? words.of("supply.allyear")
                : TariffLines.runs(months).stream()
                        .map(run ->
                                Stream.of(run.getFirst(), run.getLast())
                                        .distinct()
                                        .map(month -> words.of("supply.month." + month.getValue()))
                                        .collect(Collectors.joining("–")))
                        .collect(Collectors.joining(", "));
    }

    private static Optional<String> fault(Place place) {
        var season = place.season();
        if (!season.isRight()) {
            return Optional.of(place.words().of("grid.months.wrong"));
        }
        var counts = place.grid().seasonsByMonth();
        var twice =
                TariffLines.monthsOf(season.months()).stream()
                        .filter(month -> counts.getOrDefault(month, 0) > 1)
                        .map(month -> place.words().of("supply.month." + month.getValue()))
                        .collect(Collectors.joining(", "));
        return twice.isEmpty()
                ? Optional.empty()
                : Optional.of(place.words().of("grid.months.twice", twice));
    }

    private static Cell cell(Place place, int hour, DayType day) {
        var value = place.season().cell(hour, TariffGrid.column(day));
        var words = place.words();
        var prices = place.grid().prices();
        var options = new ArrayList<Option>();
        var isPlain = value.matches("\\d+");
        if (!isPlain && !value.equals(TariffGrid.GAP)) {
            options.add(new Option(value, composed(place, value), true));
        }
        for (var at = 0; at < prices.size(); at++) {
            var index = Integer.toString(at);
            options.add(new Option(index, named(place, index), index.equals(value)));
        }
        options.add(
                new Option(TariffGrid.GAP, words.of("grid.none"), value.equals(TariffGrid.GAP)));
        var flaw = value.contains("+") ? "overlap" : value.contains(TariffGrid.GAP) ? "gap" : "";
        return new Cell(
                Hours.clock(hour * TariffGrid.QUARTERS) + ", " + words.of(TariffLines.key(day)),
                isPlain ? Bands.tone(prices.get(Integer.parseInt(value)).band()) : "",
                prices.isEmpty() ? "" : flaw,
                options);
    }

    // The quarters of an hour that differ: "Flat 0.44, :30 Peak 0.64".
    private static String composed(Place place, String value) {
        var quarters = value.split("\\.", -1);
        var text = new StringBuilder();
        for (var at = 0; at < quarters.length; at++) {
            if (at == 0 || !quarters[at].equals(quarters[at - 1])) {
                text.append(at == 0 ? "" : ", :" + at * 15 + " ")
                        .append(named(place, quarters[at]));
            }
        }
        return text.toString();
    }

    private static String named(Place place, String quarter) {
        if (quarter.equals(TariffGrid.GAP)) {
            return place.words().of("grid.none");
        }
        return Stream.of(quarter.split("\\+", -1))
                .map(index -> place.grid().prices().get(Integer.parseInt(index)))
                .map(price -> place.words().of("band." + price.band()) + " " + price.perKwh())
                .collect(Collectors.joining(" + "));
    }

    private record Alike(EnumSet<DayType> days, StepChart.Line line) {}

    private static List<Alike> lines(Place place) {
        var alike = new LinkedHashMap<List<Long>, EnumSet<DayType>>();
        for (var day : TariffGrid.DAYS) {
            var micro =
                    IntStream.range(0, TariffGrid.HOURS * TariffGrid.QUARTERS)
                            .mapToObj(slot -> micro(place, slot, TariffGrid.column(day)))
                            .toList();
            alike.computeIfAbsent(micro, _ -> EnumSet.noneOf(DayType.class)).add(day);
        }
        var lines = new ArrayList<Alike>();
        alike.forEach((micro, days) ->
                lines.add(new Alike(days, new StepChart.Line(lines.size() + 1, micro))));
        return lines;
    }

    /// Of several prices the highest is drawn.
    private static Long micro(Place place, int slot, int day) {
        return place.season().at(slot, day).stream()
                .map(index -> place.grid().prices().get(index))
                .filter(TariffGrid.Price::isRight)
                .map(price -> new BigDecimal(price.perKwh()).movePointRight(6))
                .mapToLong(price -> price.setScale(0, RoundingMode.HALF_UP).longValueExact())
                .max()
                .orElse(StepChart.GAP);
    }

    private static String chart(Place place, List<Alike> lines) {
        var drawn = lines.stream().map(Alike::line).toList();
        var all = drawn.stream().flatMap(line -> line.micro().stream()).toList();
        if (all.stream().allMatch(micro -> micro == StepChart.GAP)) {
            return "";
        }
        return new StepChart(
                        place.words().of("grid.chart.title", name(place.season(), place.words())),
                        place.words().of("grid.chart.text"),
                        drawn,
                        new Hours(all, 0, 2).ticks())
                .draw();
    }

    private static String days(EnumSet<DayType> days, Words words) {
        return days.size() == TariffGrid.DAYS.size()
                ? words.of("grid.days.all")
                : days.stream()
                        .map(day -> words.of(TariffLines.key(day)))
                        .collect(Collectors.joining(", "));
    }
}
