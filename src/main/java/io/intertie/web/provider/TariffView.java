package io.intertie.web.provider;

import io.intertie.tariff.Band;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.TariffVersion;
import io.intertie.web.Figures;
import io.intertie.web.books.Bands;
import io.intertie.web.books.Even;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A tariff, drawn for today at the site and listed season by season.
public record TariffView(
        String chart, String mean, String source, List<Heading> bands, List<Season> seasons) {
    private static final int QUARTERS = 96;
    private static final int MEAN_DIGITS = 6;
    private static final DayType[] ONE_FOR_ALL = {DayType.WORKDAY};

    /// A band that the tariff uses.
    public record Heading(String slug) {
        public String tone() {
            return Bands.tone(slug);
        }
    }

    /// Months and days alike, with what each band costs in them, in the order of the headings.
    public record Season(String months, boolean isNow, List<Cell> cells) {}

    private record Day(Month month, DayType type) {}

    private record Stretch(Set<Month> months, List<Cell> cells) {}

    /// A band's price and hours in a season, or its prices and the hours of each, parted by `/`;
    /// both empty if the season has none of it.
    public record Cell(String slug, String price, String hours) {}

    /// What is drawn: `keys` begins the keys of the chart's title and text.
    record Drawn(TariffVersion tariff, Instant now, String keys) {
        TariffTable table() {
            return tariff.table();
        }

        LocalDateTime local() {
            return LocalDateTime.ofInstant(now, table().zone());
        }
    }

    static TariffView of(Drawn drawn, Figures figures, Words words) {
        var table = drawn.table();
        var currency = drawn.tariff().currency();
        var mean = table.mean(Set.of()).setScale(MEAN_DIGITS, RoundingMode.HALF_UP);
        return new TariffView(
                chart(drawn, words),
                figures.iso(currency, mean, 3),
                drawn.tariff().source() + " (" + drawn.tariff().quality() + ")",
                table.bands().stream().map(band -> new Heading(Bands.slug(band))).toList(),
                seasons(drawn, figures, words));
    }

    private static List<Season> seasons(Drawn drawn, Figures figures, Words words) {
        var table = drawn.table();
        var currency = drawn.tariff().currency();
        var even =
                Even.ofAmounts(
                        table.rules().stream()
                                .map(rule -> new Even.Amount(currency, round(rule.pricePerKwh()))),
                        3,
                        figures);
        var alike = new LinkedHashMap<Stretch, EnumSet<DayType>>();
        for (var day : table.tellsDaysApart() ? DayType.values() : ONE_FOR_ALL) {
            stretches(drawn.tariff(), day, even)
                    .forEach(one ->
                            alike.computeIfAbsent(one, _ -> EnumSet.noneOf(DayType.class))
                                    .add(day));
        }
        var month = drawn.local().getMonth();
        var day = table.day(drawn.local());
        return alike.entrySet().stream()
                .map(one ->
                        new Season(
                                months(one.getKey().months(), words)
                                        + days(table, one.getValue(), words),
                                one.getKey().months().contains(month)
                                        && one.getValue().contains(day),
                                one.getKey().cells()))
                .toList();
    }

    /// The months that are alike on a day, together.
    private static List<Stretch> stretches(TariffVersion tariff, DayType day, Even even) {
        var alike = new LinkedHashMap<List<Cell>, EnumSet<Month>>();
        for (var month : Month.values()) {
            var cells =
                    tariff.table().bands().stream()
                            .map(band -> cell(tariff, new Day(month, day), band, even))
                            .toList();
            alike.computeIfAbsent(cells, none -> EnumSet.noneOf(Month.class)).add(month);
        }
        return alike.entrySet().stream()
                .map(one -> new Stretch(one.getValue(), one.getKey()))
                .toList();
    }

    private static String days(TariffTable table, Set<DayType> days, Words words) {
        return table.tellsDaysApart()
                ? days.stream()
                        .map(day -> words.of(TariffLines.key(day)))
                        .collect(Collectors.joining(", ", " · ", ""))
                : "";
    }

    private static String months(Set<Month> months, Words words) {
        if (months.size() == 12) {
            return words.of("supply.allyear");
        }
        return TariffLines.runs(months).stream()
                .map(run ->
                        run.getFirst() == run.getLast()
                                ? month(run.getFirst(), words)
                                : month(run.getFirst(), words) + "–" + month(run.getLast(), words))
                .collect(Collectors.joining(", "));
    }

    private static String month(Month month, Words words) {
        return words.of("supply.month." + month.getValue());
    }

    // A band may have more than one price on a day: each has its own hours.
    private static Cell cell(TariffVersion tariff, Day day, Band band, Even even) {
        var hours = new LinkedHashMap<String, List<String>>();
        var from = 0;
        for (var quarter = 1; quarter <= QUARTERS; quarter++) {
            var begun = slot(tariff.table(), day, from);
            if (quarter == QUARTERS || !slot(tariff.table(), day, quarter).equals(begun)) {
                if (begun.band() == band) {
                    hours.computeIfAbsent(
                                    even.text(tariff.currency(), round(begun.pricePerKwh())),
                                    _ -> new ArrayList<>())
                            .add(Hours.clock(from) + "–" + Hours.clock(quarter));
                }
                from = quarter;
            }
        }
        return new Cell(
                Bands.slug(band),
                String.join(" / ", hours.keySet()),
                hours.values().stream()
                        .map(spans -> String.join(", ", spans))
                        .collect(Collectors.joining(" / ")));
    }

    private static TariffTable.Slot slot(TariffTable table, Day day, int quarter) {
        var time = LocalTime.MIDNIGHT.plusMinutes(15L * quarter);
        return table.at(day.month(), day.type(), time);
    }

    private static String chart(Drawn drawn, Words words) {
        var today = new Day(drawn.local().getMonth(), drawn.table().day(drawn.local()));
        var micro =
                IntStream.range(0, 24)
                        .mapToLong(
                                hour -> micro(slot(drawn.table(), today, hour * 4).pricePerKwh()))
                        .boxed()
                        .toList();
        return new Hours(micro, drawn.local().getHour(), 3).chart(drawn.keys(), words);
    }

    private static long micro(BigDecimal perKwh) {
        return perKwh.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static BigDecimal round(BigDecimal perKwh) {
        return perKwh.setScale(6, RoundingMode.HALF_UP);
    }
}
