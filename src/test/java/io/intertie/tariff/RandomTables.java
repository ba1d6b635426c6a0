package io.intertie.tariff;

import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.TariffTable.Rule;
import io.intertie.tariff.TariffVersion.Component;
import io.intertie.tariff.TariffVersion.Component.Kind;
import io.intertie.tariff.TariffVersion.Component.Unit;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Random tables, plain ones and such as have components and tell days apart by turns; each with a
/// valley, flat and peak.
final class RandomTables {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final List<DayType> WEEKEND = List.of(DayType.SATURDAY, DayType.SUNDAY);
    private static final List<String> CALENDARS = List.of("CN", "CN-LONG", "CN-GREAT", "WEEK");

    private RandomTables() {}

    static TariffTable next(Random random) {
        var components = random.nextBoolean() ? components(random) : List.<Component>of();
        if (random.nextBoolean()) {
            var rules = day(TariffTable.EVERY_DAY, components, random);
            return new TariffTable(ZONE, "", components, List.of(), rules);
        }
        var rest = EnumSet.of(DayType.HOLIDAY, WEEKEND.get(random.nextInt(2)));
        var rules = new ArrayList<Rule>(day(rest, components, random));
        rules.addAll(day(EnumSet.complementOf(rest), components, random));
        var calendar = CALENDARS.get(random.nextInt(CALENDARS.size()));
        return new TariffTable(ZONE, calendar, components, List.of(), rules);
    }

    private static List<Rule> day(Set<DayType> days, List<Component> components, Random random) {
        return List.of(
                rule(days, "22:00-06:15", Band.VALLEY, components, random),
                rule(days, "06:15-12:00", Band.PEAK, components, random),
                rule(days, "12:00-14:30", Band.FLAT, components, random),
                rule(days, "14:30-22:00", Band.PEAK, components, random));
    }

    private static Rule rule(
            Set<DayType> days, String hours, Band band, List<Component> components, Random random) {
        var multiplier = TestPrices.decimal(random, 100, 2_500, 3);
        var adder = TestPrices.decimal(random, 1_000, 90_000, 5);
        return new Rule(
                EnumSet.allOf(Month.class),
                days,
                LocalTime.parse(hours.substring(0, 5)),
                LocalTime.parse(hours.substring(6)),
                band,
                TariffTable.price(components, multiplier).add(adder),
                components.isEmpty() ? BigDecimal.ONE : multiplier);
    }

    static List<Component> components(Random random) {
        return List.of(
                part(Kind.ENERGY, Unit.PER_KWH, true, random),
                part(Kind.ENERGY, Unit.PER_KWH, false, random),
                part(Kind.CAPACITY, Unit.PER_KWH, true, random),
                part(Kind.CAPACITY, Unit.PER_KW_MONTH, false, random),
                part(Kind.LOSS, Unit.PER_KWH, false, random),
                part(Kind.LEVY, Unit.PER_KWH, true, random),
                part(Kind.LEVY, Unit.PER_KWH, false, random),
                part(Kind.TAX, Unit.PER_KWH, false, random),
                part(Kind.TAX, Unit.FRACTION, false, random));
    }

    private static Component part(Kind kind, Unit unit, boolean floats, Random random) {
        return new Component(
                kind, unit, TestPrices.decimal(random, 100, 30_000, 5), floats, "a \"part\"");
    }
}
