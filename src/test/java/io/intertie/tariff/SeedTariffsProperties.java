package io.intertie.tariff;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.TariffTable.Rule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every shipped tariff, every quarter hour of 2024 to 2028 as it passes on the site's clock.
class SeedTariffsProperties {
    /// 1,827 days of 96 quarter hours: an hour that spring skips comes back in autumn.
    private static final int QUARTERS = 1_827 * 96;

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private static Map<String, TariffTable> seeds() {
        var seeds = new LinkedHashMap<String, TariffTable>();
        References.ALL.forEach(one -> seeds.put(one.code(), one.table()));
        Grids.ALL.values().forEach(one -> seeds.put("hours of " + one.code(), hours(one)));
        return seeds;
    }

    /// A grid's hours at a price for each band, where none is known.
    private static TariffTable hours(ReferenceTariff.Grid grid) {
        return Grids.table(
                grid,
                List.of(),
                one ->
                        Grids.rule(
                                one,
                                BigDecimal.valueOf(one.band().name().length()),
                                BigDecimal.ONE));
    }

    @Test
    void everyQuarterHourOf2024To2028HasOneBandAndItsPrice() {
        var seeds = seeds();
        var resolved = 0;
        for (var seed : seeds.entrySet()) {
            resolved += resolved(seed.getKey(), seed.getValue());
        }
        assertEquals(53 + 18, seeds.size());
        assertEquals(seeds.size() * QUARTERS, resolved);
    }

    private static int resolved(String code, TariffTable table) {
        var told = new EnumMap<DayType, Map<Month, Rule[]>>(DayType.class);
        for (var day : DayType.values()) {
            var ofDay = new EnumMap<Month, Rule[]>(Month.class);
            for (var month : Month.values()) {
                ofDay.put(month, told(code, table, month, day));
            }
            told.put(day, ofDay);
        }
        var hours = table.compiled();
        var from = LocalDateTime.of(2024, 1, 1, 0, 0).atZone(table.zone()).toInstant();
        var until = LocalDateTime.of(2029, 1, 1, 0, 0).atZone(table.zone()).toInstant();
        var count = 0;
        for (var at = from; at.isBefore(until); at = at.plus(QUARTER)) {
            var slot = hours.at(at);
            var local = LocalDateTime.ofInstant(at, table.zone());
            var ofMonth = told.getOrDefault(table.day(local), Map.of()).get(local.getMonth());
            var rule = requireNonNull(ofMonth)[local.getHour() * 4 + local.getMinute() / 15];
            if (slot.band() != rule.band()
                    || slot.pricePerKwh().compareTo(rule.pricePerKwh()) != 0) {
                fail(code + ": " + slot + " and not " + rule + " at " + at);
            }
            count++;
        }
        return count;
    }

    /// The one rule of each quarter hour, told from the rules' own times and not by the slots.
    private static Rule[] told(String code, TariffTable table, Month month, DayType day) {
        var told = new Rule[96];
        for (int quarter = 0; quarter < told.length; quarter++) {
            var time = LocalTime.of(quarter / 4, quarter % 4 * 15);
            var found =
                    table.rules().stream()
                            .filter(rule -> rule.months().contains(month))
                            .filter(rule -> rule.days().contains(day))
                            .filter(rule -> isInForce(rule, time))
                            .toList();
            assertEquals(1, found.size(), () -> code + " " + month + " " + day + " " + time);
            told[quarter] = found.getFirst();
        }
        return told;
    }

    private static boolean isInForce(Rule rule, LocalTime time) {
        boolean begun = !time.isBefore(rule.from());
        if (rule.until().equals(LocalTime.MIDNIGHT)) {
            return begun;
        }
        boolean over = !time.isBefore(rule.until());
        return rule.until().isBefore(rule.from()) ? begun || !over : begun && !over;
    }

    @Test
    void everyGridNamesItsSourceAndHowWellItIsKnown() {
        assertEquals(18, Grids.ALL.size());
        for (var grid : Grids.ALL.values()) {
            assertTrue(grid.source().contains("号"), grid.source());
            assertTrue(grid.quality().startsWith("secondary"), grid.quality());
            assertFalse(grid.hours().isEmpty(), grid.code());
        }
    }

    @Test
    void aHolidaysDeepValleyLiesOverTheUsualHours() {
        // Labour Day of 2026 has five days, Qingming three in a row; a working day has none.
        var anhui = Grids.of("CN-AH").table(new BigDecimal("0.6"), new BigDecimal("0.6"));
        assertSlot(anhui, "2026-05-01T11:00", Band.DEEP_VALLEY, "0.18336");
        assertSlot(anhui, "2026-05-01T10:45", Band.FLAT, "0.6");
        assertSlot(anhui, "2026-05-01T15:00", Band.FLAT, "0.6");
        assertSlot(anhui, "2026-05-06T11:00", Band.VALLEY, "0.2292");
        // One day only, so not long.
        assertSlot(anhui, "2024-06-10T11:00", Band.VALLEY, "0.2292");

        var zhejiang = hours(Grids.of("CN-ZJ"));
        assertEquals(Band.DEEP_VALLEY, at(zhejiang, "2026-10-01T10:00"));
        assertEquals(Band.PEAK, at(zhejiang, "2026-04-06T10:00"));
        var shanghai = hours(Grids.of("CN-SH"));
        assertEquals(Band.DEEP_VALLEY, at(shanghai, "2026-09-19T05:45"));
        assertEquals(Band.VALLEY, at(shanghai, "2026-09-20T05:45"));
        assertEquals(Band.VALLEY, at(shanghai, "2026-07-18T05:45"));
    }

    @Test
    void whatTheSheetContradictsIsNamedAndLeftAsItIs() {
        var shanghai = Grids.of("CN-SH");
        assertEquals(3, shanghai.faults().size());
        assertEquals(Band.SHARP, at(hours(shanghai), "2026-09-15T12:00"));
        assertEquals(Band.SHARP, at(hours(shanghai), "2026-04-15T19:00"));
        assertEquals(Band.SHARP, at(hours(Grids.of("CN-SC")), "2026-09-15T13:00"));
        assertFalse(Grids.of("CN-SC").faults().isEmpty());
    }

    @Test
    void aWarmDayMayMakeGuangzhousPeakSharp() {
        var triggers = Grids.of("CN-GD").triggers();
        assertEquals(
                List.of(true, false, false),
                List.of("2026-05-15T15:00", "2026-05-15T14:45", "2026-07-15T15:00").stream()
                        .map(LocalDateTime::parse)
                        .map(at -> triggers.stream().anyMatch(one -> one.isOfHour(at)))
                        .toList());
    }

    private static Band at(TariffTable table, String local) {
        return table.at(LocalDateTime.parse(local)).band();
    }

    private static void assertSlot(TariffTable table, String local, Band band, String price) {
        var slot = table.at(LocalDateTime.parse(local));
        assertEquals(band, slot.band(), local);
        assertEquals(0, new BigDecimal(price).compareTo(slot.pricePerKwh()), slot.toString());
    }
}
