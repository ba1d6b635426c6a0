package io.intertie.tariff;

import io.intertie.money.Check;
import io.intertie.money.Currency;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Builds the reference tariffs from the shipped sheets.
///
/// `reference_tariffs.csv` says which price row and which hours make a reference, in one of four
/// shapes; the figures themselves stand in `tariffs.csv` and `tariff_tou_rules_cn.csv`.
final class References {
    private static final Set<Month> ALL_MONTHS = EnumSet.allOf(Month.class);

    /// Built once: the sheets ship with the code.
    static final List<ReferenceTariff> ALL = all();

    private final List<Sheet.Line> prices = Sheet.read("tariffs.csv");
    private final List<Sheet.Line> hours = Sheet.read("tariff_tou_rules_cn.csv");

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
                    case "listed" -> new TariffTable(zone, listed(wanted, rows));
                    case "multiplied" -> new TariffTable(zone, multiplied(wanted, first));
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
    private List<TariffTable.Rule> listed(Sheet.Line wanted, List<Sheet.Line> rows) {
        var byBand = rows.stream().collect(Collectors.toMap(References::band, References::price));
        return rulesOf(wanted)
                .map(row ->
                        rule(
                                months(row),
                                row.text("local_hours"),
                                band(row),
                                java.util.Objects.requireNonNull(byBand.get(band(row)))))
                .toList();
    }

    /// The grid's hours; a band's multiplier moves only the part of the price that floats.
    private List<TariffTable.Rule> multiplied(Sheet.Line wanted, Sheet.Line base) {
        var floating = new BigDecimal(wanted.text("floating_per_kwh"));
        return rulesOf(wanted)
                .map(row -> {
                    var factor = new BigDecimal(row.text("multiplier_on_base"));
                    var moved = factor.subtract(BigDecimal.ONE).multiply(floating);
                    var price = price(base).add(moved).stripTrailingZeros();
                    return rule(months(row), row.text("local_hours"), band(row), price);
                })
                .toList();
    }

    private Stream<Sheet.Line> rulesOf(Sheet.Line wanted) {
        return hours.stream().filter(row -> row.text("region_code").equals(wanted.text("rules")));
    }

    private static TariffTable.Rule rule(
            Set<Month> months, String span, Band band, BigDecimal price) {
        var ends = span.strip().split("-", -1);
        return new TariffTable.Rule(months, time(ends[0]), time(ends[1]), band, price);
    }

    private static LocalTime time(String text) {
        return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    }

    private static Set<Month> months(Sheet.Line row) {
        return Arrays.stream(row.text("months").split("\\|"))
                .map(month -> Month.of(Integer.parseInt(month)))
                .collect(Collectors.toSet());
    }

    private static Band band(Sheet.Line row) {
        var period = row.text("period").toLowerCase(Locale.ROOT);
        return switch (period) {
            case "deep" -> Band.DEEP_VALLEY;
            case "valley", "off-peak" -> Band.VALLEY;
            case "flat", "normal" -> Band.FLAT;
            case "peak" -> Band.PEAK;
            case "sharp" -> Band.SHARP;
            default -> throw new IllegalArgumentException(period);
        };
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
        var note = wanted.text("floating_note");
        return row.text("quality") + (note.isEmpty() ? "" : "; " + note);
    }
}
