package io.intertie.api;

import io.intertie.api.TariffsResource.NewComponent;
import io.intertie.api.TariffsResource.NewRule;
import io.intertie.api.TariffsResource.NewTable;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import io.intertie.tariff.Band;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.TariffTable.Rule;
import io.intertie.tariff.TariffVersion.Component;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a table cell by cell, so that what is wrong is told at its cell.
record TariffCells(NewTable sent) {
    private static final int MOST_RULES = 400;
    private static final int MOST_COMPONENTS = 40;
    private static final Duration QUARTER = Duration.ofMinutes(15);

    /// @throws Problem at the first cell that is wrong
    TariffTable table() {
        var zone = Fields.zone(sent.zone(), "table.zone");
        var components = components();
        var rules = rules(components);
        TariffTable.fault(rules)
                .ifPresent(fault -> {
                    throw Problem.field("table.rules", fault);
                });
        var calendar = Optional.ofNullable(sent.calendar()).orElse("");
        TariffTable.fault(calendar, components, rules)
                .ifPresent(fault -> {
                    throw Problem.field("table.calendar", fault);
                });
        return new TariffTable(zone, calendar, components, List.of(), rules);
    }

    private List<Component> components() {
        var typed = Optional.ofNullable(sent.components()).orElse(List.of());
        most(typed, MOST_COMPONENTS, "table.components");
        var components = new ArrayList<Component>();
        for (int i = 0; i < typed.size(); i++) {
            var cell = "table.components[" + i + "]";
            components.add(component(Fields.present(typed.get(i), cell), cell + "."));
        }
        return components;
    }

    private static Component component(NewComponent one, String cell) {
        return new Component(
                Fields.constant(Component.Kind.class, one.kind(), cell + "kind"),
                Fields.constant(Component.Unit.class, one.unit(), cell + "unit"),
                positive(Fields.text(one.amount(), cell + "amount"), cell + "amount"),
                one.floats(),
                Fields.text(one.name(), cell + "name"));
    }

    private List<Rule> rules(List<Component> components) {
        var typed = Fields.present(sent.rules(), "table.rules");
        most(typed, MOST_RULES, "table.rules");
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < typed.size(); i++) {
            var cell = "table.rules[" + i + "]";
            rules.add(rule(Fields.present(typed.get(i), cell), components, cell + "."));
        }
        return rules;
    }

    private static Rule rule(NewRule one, List<Component> components, String cell) {
        var multiplier =
                one.multiplier() == null
                        ? BigDecimal.ONE
                        : positive(one.multiplier(), cell + "multiplier");
        var price =
                one.pricePerKwh() == null && !components.isEmpty()
                        ? TariffTable.price(components, multiplier)
                        : positive(
                                Fields.text(one.pricePerKwh(), cell + "price_per_kwh"),
                                cell + "price_per_kwh");
        return new Rule(
                months(one.months(), cell + "months"),
                days(one.days(), cell + "days"),
                time(one.from(), cell + "from"),
                time(one.until(), cell + "until"),
                Fields.constant(Band.class, one.band(), cell + "band"),
                price,
                multiplier);
    }

    private static Set<Month> months(@Nullable List<Integer> typed, String cell) {
        if (typed == null || typed.isEmpty()) {
            return EnumSet.allOf(Month.class);
        }
        var months = EnumSet.noneOf(Month.class);
        for (var month : typed) {
            if (month == null || month < 1 || month > 12) {
                throw Problem.field(
                        cell, Wording.of("cell.month", "%s is no month: 1 to 12", month));
            }
            months.add(Month.of(month));
        }
        return months;
    }

    private static Set<DayType> days(@Nullable List<String> typed, String cell) {
        if (typed == null || typed.isEmpty()) {
            return EnumSet.allOf(DayType.class);
        }
        var days = EnumSet.noneOf(DayType.class);
        typed.forEach(day -> days.add(Fields.constant(DayType.class, day, cell)));
        return days;
    }

    private static LocalTime time(@Nullable String typed, String cell) {
        var text = Fields.text(typed, cell);
        try {
            var time = text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
            if (time.toNanoOfDay() % QUARTER.toNanos() != 0) {
                throw Problem.field(
                        cell, Wording.of("cell.quarter", "%s is not on a quarter hour", text));
            }
            return time;
        } catch (DateTimeException malformed) {
            throw Problem.field(
                    cell, Wording.of("cell.time", "%s is no time from 00:00 to 24:00", text));
        }
    }

    private static BigDecimal positive(String typed, String cell) {
        if (!typed.matches("\\d{1,9}(\\.\\d{1,18})?")) {
            throw Problem.field(
                    cell,
                    Wording.of(
                            "cell.number",
                            "%s is no number of 0 or more, of up to 9 digits and 18 after the"
                                    + " point",
                            typed));
        }
        return new BigDecimal(typed);
    }

    private static void most(List<?> typed, int most, String cell) {
        if (typed.size() > most) {
            throw Problem.field(cell, Wording.of("cell.most", "has more than %s entries", most));
        }
    }
}
