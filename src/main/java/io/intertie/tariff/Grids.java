package io.intertie.tariff;

import io.intertie.tariff.ReferenceTariff.Grid;
import io.intertie.tariff.ReferenceTariff.Grid.Hours;
import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.TariffTable.Rule;
import io.intertie.tariff.TariffTable.Trigger;
import io.intertie.tariff.TariffVersion.Component;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the hours of China's grid regions from the shipped sheets: `tariff_tou_rules_cn.csv`, and
/// what its notes say of some days (`grid_day_rules_cn.csv`) and of the weather.
///
/// All of China keeps Beijing's time, Xinjiang's rule too.
final class Grids {
    static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    /// Built once, by code: the sheets ship with the code.
    static final Map<String, Grid> ALL = all();

    private Grids() {}

    static Grid of(String code) {
        return Optional.ofNullable(ALL.get(code))
                .orElseThrow(() -> new IllegalArgumentException("no grid " + code));
    }

    private static Map<String, Grid> all() {
        var ofDays = byRegion("grid_day_rules_cn.csv");
        var triggers = byRegion("grid_triggers_cn.csv");
        var faults = byRegion("grid_faults_cn.csv");
        var grids = new LinkedHashMap<String, Grid>();
        byRegion("tariff_tou_rules_cn.csv")
                .forEach((code, rows) -> {
                    var first = rows.getFirst();
                    var special = ofDays.getOrDefault(code, List.of());
                    grids.put(
                            code,
                            new Grid(
                                    code,
                                    first.text("region"),
                                    first.text("document")
                                            + ", in force from "
                                            + first.text("effective"),
                                    quality(first, special),
                                    first.text("base_that_floats"),
                                    special.isEmpty() ? "" : special.getFirst().text("calendar"),
                                    hours(rows, special),
                                    triggers.getOrDefault(code, List.of()).stream()
                                            .map(Grids::trigger)
                                            .toList(),
                                    faults.getOrDefault(code, List.of()).stream()
                                            .map(row -> row.text("fault"))
                                            .toList()));
                });
        return java.util.Collections.unmodifiableMap(grids);
    }

    private static Map<String, List<Sheet.Line>> byRegion(String sheet) {
        return Sheet.read(sheet).stream()
                .collect(
                        Collectors.groupingBy(
                                row -> row.text("region_code"),
                                LinkedHashMap::new,
                                Collectors.toList()));
    }

    private static String quality(Sheet.Line first, List<Sheet.Line> special) {
        return Stream.concat(
                        Stream.of("secondary, official document named", first.text("note")),
                        special.stream().map(row -> row.text("assumption")))
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    static TariffTable multiplied(Grid grid, BigDecimal flat, BigDecimal floating) {
        var components = new ArrayList<Component>();
        components.add(energy(floating, true, grid.floats()));
        var rest = flat.subtract(floating);
        if (rest.signum() > 0) {
            components.add(energy(rest, false, "the rest of the flat price"));
        }
        return table(
                grid,
                components,
                hours -> {
                    var multiplier = hours.multiplier().orElseThrow(IllegalStateException::new);
                    var moved = multiplier.subtract(BigDecimal.ONE).multiply(floating);
                    return rule(hours, flat.add(moved).stripTrailingZeros(), multiplier);
                });
    }

    static TariffTable table(Grid grid, List<Component> components, Function<Hours, Rule> rule) {
        var rules = grid.hours().stream().map(rule).toList();
        return new TariffTable(BEIJING, grid.calendar(), components, grid.triggers(), rules);
    }

    static Rule rule(Hours hours, BigDecimal price, BigDecimal multiplier) {
        return new Rule(
                hours.months(),
                hours.days(),
                hours.from(),
                hours.until(),
                hours.band(),
                price,
                multiplier);
    }

    private static Component energy(BigDecimal amount, boolean floats, String name) {
        return new Component(Component.Kind.ENERGY, Component.Unit.PER_KWH, amount, floats, name);
    }

    private static List<Hours> hours(List<Sheet.Line> rows, List<Sheet.Line> special) {
        var usual = rows.stream().map(row -> hours(row, TariffTable.EVERY_DAY)).toList();
        if (special.isEmpty()) {
            return usual;
        }
        var other = special.stream().map(row -> hours(row, days(row.text("days")))).toList();
        return new Overlay(usual, other).hours();
    }

    private static Hours hours(Sheet.Line row, Set<DayType> days) {
        var times = row.text("local_hours").split("-", -1);
        var columns = row.fields().containsKey("multiplier_on_base");
        var multiplier = row.text(columns ? "multiplier_on_base" : "multiplier");
        return new Hours(
                months(row.text("months")),
                days,
                time(times[0]),
                time(times[1]),
                band(row.text("period")),
                multiplier.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(multiplier)));
    }

    private static Trigger trigger(Sheet.Line row) {
        var times = row.text("local_hours").split("-", -1);
        return new Trigger(
                Trigger.Kind.valueOf(row.text("kind")),
                row.text("series"),
                new BigDecimal(row.text("threshold")),
                Integer.parseInt(row.text("days")),
                months(row.text("months")),
                time(times[0]),
                time(times[1]),
                band(row.text("period")));
    }

    static LocalTime time(String text) {
        return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    }

    static Set<Month> months(String text) {
        var months = EnumSet.noneOf(Month.class);
        for (var month : text.split("\\|", -1)) {
            months.add(Month.of(Integer.parseInt(month)));
        }
        return months;
    }

    static Set<DayType> days(String text) {
        var days = EnumSet.noneOf(DayType.class);
        for (var day : text.split("\\|", -1)) {
            days.add(DayType.valueOf(day));
        }
        return days;
    }

    static Band band(String period) {
        return switch (period.toLowerCase(java.util.Locale.ROOT)) {
            case "deep" -> Band.DEEP_VALLEY;
            case "valley", "off-peak" -> Band.VALLEY;
            case "flat", "normal" -> Band.FLAT;
            case "peak" -> Band.PEAK;
            case "sharp" -> Band.SHARP;
            default -> throw new IllegalArgumentException(period);
        };
    }
}
