package io.intertie.tariff;

import io.intertie.money.Check;
import io.intertie.money.Currency;
import io.intertie.tariff.TariffVersion.Component;
import java.math.BigDecimal;
import java.time.Month;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Builds the reference tariffs from the shipped sheets.
///
/// `reference_tariffs.csv` says which price row and which hours make a reference, in one of five
/// shapes; the figures themselves stand in `tariffs.csv`, the hours there, in the grids' sheet or,
/// where a row's words had to be read, in `reference_hours.csv`.
final class References {
    private static final Set<Month> ALL_MONTHS = EnumSet.allOf(Month.class);

    /// Built once: the sheets ship with the code.
    static final List<ReferenceTariff> ALL = all();

    private final List<Sheet.Line> prices = Sheet.read("tariffs.csv");
    private final List<Sheet.Line> hours = Sheet.read("reference_hours.csv");

    private static List<ReferenceTariff> all() {
        var references = new References();
        return Sheet.read("reference_tariffs.csv").stream().map(references::reference).toList();
    }

    private ReferenceTariff reference(Sheet.Line wanted) {
        var rows = prices.stream().filter(row -> isOf(row, wanted)).toList();
        Check.that(!rows.isEmpty(), "no price row for %s", wanted);
        var first = rows.getFirst();
        var zone = ZoneId.of(wanted.text("zone"));
        var table =
                switch (wanted.text("shape")) {
                    case "flat" -> TariffTable.flat(zone, price(first));
                    case "hours" -> new TariffTable(zone, withOwnHours(rows));
                    case "listed" -> listed(wanted, rows);
                    case "multiplied" -> multiplied(wanted, first);
                    case "days" -> withDays(wanted, rows);
                    default -> throw new IllegalArgumentException(wanted.text("shape"));
                };
        return new ReferenceTariff(
                wanted.text("code"),
                region(first),
                first.text("country"),
                Currency.of(first.text("currency")),
                table,
                demand(first),
                first.text("source"),
                quality(first, wanted));
    }

    private static String region(Sheet.Line row) {
        var region = row.text("region");
        return region.equals("national")
                ? Locale.of("", row.text("country")).getDisplayCountry(Locale.ENGLISH)
                : region;
    }

    private static boolean isOf(Sheet.Line row, Sheet.Line wanted) {
        return Stream.of("country", "region", "customer_class")
                .allMatch(column -> row.text(column).equals(wanted.text(column)));
    }

    /// The bands' prices and hours both stand in the price rows.
    private static List<TariffTable.Rule> withOwnHours(List<Sheet.Line> rows) {
        return rows.stream()
                .flatMap(row ->
                        Arrays.stream(row.text("local_hours").split(","))
                                .map(span -> rule(ALL_MONTHS, span, band(row), price(row))))
                .toList();
    }

    /// The grid's hours, each band at the price that the grid company lists for it.
    private static TariffTable listed(Sheet.Line wanted, List<Sheet.Line> rows) {
        var byBand = rows.stream().collect(Collectors.toMap(References::band, References::price));
        var levy =
                new Component(
                        Component.Kind.LEVY,
                        Component.Unit.PER_KWH,
                        new BigDecimal(wanted.text("levy_per_kwh")),
                        false,
                        "government funds");
        return Grids.table(
                grid(wanted),
                List.of(levy),
                hours ->
                        Grids.rule(
                                hours,
                                Objects.requireNonNull(byBand.get(hours.band())),
                                BigDecimal.ONE));
    }

    /// The grid's hours; a band's multiplier moves only the part of the price that floats.
    private static TariffTable multiplied(Sheet.Line wanted, Sheet.Line base) {
        return grid(wanted).table(price(base), new BigDecimal(wanted.text("floating_per_kwh")));
    }

    private static ReferenceTariff.Grid grid(Sheet.Line wanted) {
        return Grids.of(wanted.text("rules"));
    }

    /// Hours that were read out of the price rows' words, some with an adder to a row's price.
    private TariffTable withDays(Sheet.Line wanted, List<Sheet.Line> rows) {
        var byPeriod =
                rows.stream()
                        .collect(Collectors.toMap(row -> row.text("period"), row -> price(row)));
        var own =
                hours.stream().filter(row -> row.text("code").equals(wanted.text("code"))).toList();
        return new TariffTable(
                ZoneId.of(wanted.text("zone")),
                own.getFirst().text("calendar"),
                List.of(),
                List.of(),
                own.stream().map(row -> withDays(row, byPeriod)).toList());
    }

    private static TariffTable.Rule withDays(Sheet.Line row, Map<String, BigDecimal> byPeriod) {
        var ends = row.text("local_hours").split("-", -1);
        var adder = row.text("adder");
        var base = Objects.requireNonNull(byPeriod.get(row.text("period")));
        return new TariffTable.Rule(
                Grids.months(row.text("months")),
                row.text("days").isEmpty() ? TariffTable.EVERY_DAY : Grids.days(row.text("days")),
                Grids.time(ends[0]),
                Grids.time(ends[1]),
                Grids.band(row.text("band")),
                adder.isEmpty() ? base : base.add(new BigDecimal(adder)),
                BigDecimal.ONE);
    }

    private static TariffTable.Rule rule(
            Set<Month> months, String span, Band band, BigDecimal price) {
        var ends = span.strip().split("-", -1);
        return new TariffTable.Rule(months, Grids.time(ends[0]), Grids.time(ends[1]), band, price);
    }

    private static Band band(Sheet.Line row) {
        return Grids.band(row.text("period"));
    }

    private static BigDecimal price(Sheet.Line row) {
        return new BigDecimal(row.text("price_per_kwh"));
    }

    /// The charge's amount; a kVA is taken for a kW (power factor 1).
    private static BigDecimal demand(Sheet.Line row) {
        var text = row.text("demand_charge");
        return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text.split(" ", 2)[0]);
    }

    private static String quality(Sheet.Line row, Sheet.Line wanted) {
        var note = wanted.text("note");
        return row.text("quality") + (note.isEmpty() ? "" : "; " + note);
    }
}
