package io.intertie.web.provider;

import io.intertie.tariff.Band;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffVersion;
import io.intertie.web.Figures;
import io.intertie.web.Svg;
import io.intertie.web.books.Bands;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// A tariff in force, drawn for today at the site and listed for every month.
public record TariffView(String chart, List<Heading> bands, List<MonthRow> months) {
    private static final int QUARTERS = 96;
    private static final int TICKS = 4;

    /// A band that the tariff uses.
    public record Heading(String slug) {
        public String tone() {
            return Bands.tone(slug);
        }
    }

    /// A month with what each band costs in it, in the order of the headings.
    public record MonthRow(String month, boolean isNow, List<Cell> cells) {}

    /// A band's price and hours in a month; both empty if the month has none of it.
    public record Cell(String slug, String price, String hours) {}

    static TariffView of(
            TariffVersion tariff, Instant now, Figures figures, UnaryOperator<String> words) {
        var bands = tariff.table().bands();
        var today = now.atZone(tariff.table().zone());
        return new TariffView(
                Svg.curve(curve(tariff, now, words)),
                bands.stream().map(band -> new Heading(Bands.slug(band))).toList(),
                IntStream.rangeClosed(1, 12)
                        .mapToObj(number -> {
                            var month = Month.of(number);
                            return new MonthRow(
                                    words.apply("supply.month." + number),
                                    month == today.getMonth(),
                                    bands.stream()
                                            .map(band -> cell(tariff, month, band, figures))
                                            .toList());
                        })
                        .toList());
    }

    private static Cell cell(TariffVersion tariff, Month month, Band band, Figures figures) {
        var day = LocalDate.of(2026, month, 1);
        var hours = new ArrayList<String>();
        var price = "";
        var from = -1;
        for (var quarter = 0; quarter <= QUARTERS; quarter++) {
            var isIn = quarter < QUARTERS && slot(tariff.table(), day, quarter).band() == band;
            if (isIn && from < 0) {
                from = quarter;
                var perKwh = slot(tariff.table(), day, quarter).pricePerKwh();
                price = figures.iso(tariff.currency(), round(perKwh), 3);
            }
            if (!isIn && from >= 0) {
                hours.add(clock(from) + "–" + clock(quarter));
                from = -1;
            }
        }
        return new Cell(Bands.slug(band), price, String.join(", ", hours));
    }

    private static TariffTable.Slot slot(TariffTable table, LocalDate day, int quarter) {
        return table.at(day.atTime(LocalTime.MIDNIGHT.plusMinutes(15L * quarter)));
    }

    private static String clock(int quarter) {
        return String.format(Locale.ROOT, "%02d:%02d", quarter / 4, quarter % 4 * 15);
    }

    private static Svg.Curve curve(TariffVersion tariff, Instant now, UnaryOperator<String> words) {
        var local = now.atZone(tariff.table().zone());
        var prices =
                IntStream.range(0, 24)
                        .mapToLong(hour ->
                                micro(
                                        slot(tariff.table(), local.toLocalDate(), hour * 4)
                                                .pricePerKwh()))
                        .toArray();
        var mean = Math.floorDiv(java.util.Arrays.stream(prices).sum(), 24L);
        var bars =
                IntStream.range(0, 24)
                        .mapToObj(hour ->
                                new Svg.Bar(
                                        clock(hour * 4),
                                        prices[hour],
                                        Svg.Bar.levelOf(prices[hour], mean)))
                        .toList();
        return new Svg.Curve(
                bars,
                mean,
                local.getHour(),
                new Svg.Curve.Words(
                        words.apply("supply.chart.title"),
                        words.apply("supply.chart.text"),
                        words.apply("supply.chart.now") + " " + text(prices[local.getHour()]),
                        words.apply("supply.chart.mean") + " " + text(mean)),
                ticks(java.util.Arrays.stream(prices).max().orElse(1)));
    }

    // The smallest of 1, 2, 5, 10, 20 … of which four reach the highest price.
    private static List<Svg.Curve.Tick> ticks(long most) {
        var step = 0L;
        for (var unit = 1L; step == 0; unit *= 10) {
            for (var factor : List.of(1, 2, 5)) {
                if (step == 0 && unit * factor * TICKS >= most) {
                    step = unit * factor;
                }
            }
        }
        var ticks = new ArrayList<Svg.Curve.Tick>();
        for (var micro = 0L; micro < most + step; micro += step) {
            ticks.add(new Svg.Curve.Tick(micro, text(micro)));
        }
        return ticks;
    }

    private static long micro(BigDecimal perKwh) {
        return perKwh.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static String text(long micro) {
        return BigDecimal.valueOf(micro, 6).setScale(3, RoundingMode.HALF_UP).toPlainString();
    }

    private static BigDecimal round(BigDecimal perKwh) {
        return perKwh.setScale(6, RoundingMode.HALF_UP);
    }
}
