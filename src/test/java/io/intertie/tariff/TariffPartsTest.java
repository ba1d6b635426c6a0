package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.http.Wording;
import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.TariffTable.Rule;
import io.intertie.tariff.TariffVersion.Component;
import io.intertie.tariff.TariffVersion.Component.Kind;
import io.intertie.tariff.TariffVersion.Component.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Month;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TariffPartsTest {
    private static final List<Component> PARTS =
            List.of(
                    part(Kind.ENERGY, Unit.PER_KWH, "0.30", true),
                    part(Kind.ENERGY, Unit.PER_KWH, "0.10", false),
                    part(Kind.LEVY, Unit.PER_KWH, "0.03", false));

    private static Component part(Kind kind, Unit unit, String amount, boolean floats) {
        return new Component(kind, unit, new BigDecimal(amount), floats, kind.name());
    }

    private static Rule rule(Set<DayType> days, String multiplier, String price) {
        return new Rule(
                EnumSet.allOf(Month.class),
                days,
                LocalTime.MIDNIGHT,
                LocalTime.MIDNIGHT,
                Band.FLAT,
                new BigDecimal(price),
                new BigDecimal(multiplier));
    }

    private static TariffTable table(String calendar, List<Component> parts, Rule... rules) {
        return new TariffTable(World.SHANGHAI, calendar, parts, List.of(), List.of(rules));
    }

    @Test
    void aBandMovesOnlyWhatFloats() {
        assertEquals(0, new BigDecimal("0.58").compareTo(price("1.5")));
        assertEquals(0, new BigDecimal("0.43").compareTo(price("1")));
        assertEquals(0, new BigDecimal("0.13").compareTo(price("0")));
    }

    private static BigDecimal price(String multiplier) {
        return TariffTable.price(PARTS, new BigDecimal(multiplier));
    }

    @Test
    void lossRaisesEnergyTaxRaisesAllAndLeviesAreAddedAsTheyAre() {
        var taxed =
                List.of(
                        part(Kind.LEVY, Unit.PER_KWH, "0.03", false),
                        part(Kind.CAPACITY, Unit.PER_KW_MONTH, "7.3", false),
                        part(Kind.TAX, Unit.FRACTION, "0.05", false));
        var rule = rule(TariffTable.EVERY_DAY, "1", "0.53");
        var tariff = with("0.10", table("", taxed, rule));
        // (0.50 × 1.10 + 0.03 + (7.3 + 14.6) / (730 × 0.5)) × 1.05
        assertEquals(
                0,
                new BigDecimal("0.672").compareTo(PriceFormula.deliveredPerKwh(rule, tariff)),
                () -> PriceFormula.deliveredPerKwh(rule, tariff).toPlainString());
        assertEquals(
                Map.of(
                        Kind.ENERGY, new BigDecimal("0.5"),
                        Kind.LOSS, new BigDecimal("0.05"),
                        Kind.LEVY, new BigDecimal("0.03"),
                        Kind.CAPACITY, new BigDecimal("0.02"),
                        Kind.DEMAND, new BigDecimal("0.04"),
                        Kind.TAX, new BigDecimal("0.032")),
                stripped(tariff.breakdown(rule)));
        assertEquals(5, tariff.components().size());
    }

    private static Map<Kind, BigDecimal> stripped(Map<Kind, BigDecimal> parts) {
        return parts.entrySet().stream()
                .collect(
                        java.util.stream.Collectors.toMap(
                                Map.Entry::getKey, one -> one.getValue().stripTrailingZeros()));
    }

    @Test
    void theBreakdownAddsUpToThePriceOfAnyTable() {
        var random = new Random(20261125);
        for (int i = 0; i < 200; i++) {
            var tariff = with("0.037", RandomTables.next(random));
            for (var rule : tariff.table().rules()) {
                var sum =
                        tariff.breakdown(rule).values().stream()
                                .reduce(BigDecimal.ZERO, BigDecimal::add);
                var digits = new MathContext(32);
                assertEquals(
                        0,
                        PriceFormula.deliveredPerKwh(rule, tariff)
                                .round(digits)
                                .compareTo(sum.round(digits)),
                        tariff::toString);
            }
        }
    }

    private static TariffVersion with(String loss, TariffTable table) {
        var golden = Golden.tariff(table);
        return new TariffVersion(
                golden.id(),
                golden.dataCenterId(),
                1,
                Golden.CNY,
                table,
                new BigDecimal("14.6"),
                new BigDecimal("0.5"),
                new BigDecimal(loss),
                Golden.NOW,
                golden.state(),
                golden.source(),
                golden.quality(),
                "");
    }

    @Test
    void aMeanCountsTheDaysOfTheCalendar() {
        var rest = Set.of(DayType.HOLIDAY);
        var table =
                table(
                        "CN",
                        List.of(),
                        rule(rest, "1", "1827"),
                        rule(EnumSet.complementOf(EnumSet.of(DayType.HOLIDAY)), "1", "0"));
        // 28 + 28 + 33 + 28 + 30 days are holidays; 19 more are worked on weekends.
        var holidays =
                Calendar.of("CN").days().values().stream()
                        .mapToInt(days -> days.getOrDefault(DayType.HOLIDAY, 0))
                        .sum();
        assertEquals(147, holidays);
        assertEquals(0, new BigDecimal(holidays).compareTo(table.mean(Set.of())));
    }

    @Test
    void theWallClockOfTheSiteDecidesWhichDayItIs() {
        var table =
                table(
                        "CN",
                        List.of(),
                        rule(Set.of(DayType.HOLIDAY), "1", "0.1"),
                        rule(EnumSet.complementOf(EnumSet.of(DayType.HOLIDAY)), "1", "0.5"));
        var eve = Instant.parse("2026-09-30T15:59:59.999Z");
        assertEquals(new BigDecimal("0.5"), table.at(eve).pricePerKwh());
        assertEquals(new BigDecimal("0.1"), table.at(eve.plusMillis(1)).pricePerKwh());
        assertEquals(table.at(eve), table.compiled().at(eve));
        assertEquals(table.at(eve.plusMillis(1)), table.compiled().at(eve.plusMillis(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "ENERGY, PER_KW_MONTH, 1,  false, is not counted PER_KW_MONTH",
        "LEVY,   FRACTION,     1,  false, is not counted FRACTION",
        "TAX,    FRACTION,     1,  true,  floats only per kWh",
        "LEVY,   PER_KWH,      -1, false, below 0",
        "DEMAND, PER_KW_MONTH, 31, false, is told with the version",
        "LOSS,   FRACTION,     1,  false, is told with the version",
        "LEVY,   PER_KWH,      1,  false, come to more than its price",
    })
    void aComponentThatIsNoneIsNamed(
            Kind kind, Unit unit, String amount, boolean floats, String fault) {
        var found =
                TariffTable.fault(
                        "",
                        List.of(part(kind, unit, amount, floats)),
                        List.of(rule(TariffTable.EVERY_DAY, "1", "0.5")));
        assertTrue(found.map(Wording::english).orElse("").contains(fault), found::toString);
    }

    @Test
    void daysThatDifferNeedACalendarThatIsKnown() {
        var rules = List.of(rule(Set.of(DayType.SUNDAY), "1", "0.5"));
        assertEquals(
                Optional.of("days differ, and no calendar tells which they are"),
                TariffTable.fault("", List.of(), rules).map(Wording::english));
        assertEquals(
                Optional.of("no calendar XX"),
                TariffTable.fault("XX", List.of(), rules).map(Wording::english));
        assertEquals(
                Optional.of("January workday 00:00: no band"),
                TariffTable.fault(rules).map(Wording::english));
    }
}
