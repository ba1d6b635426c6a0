package io.intertie.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.api.TariffsResource.NewComponent;
import io.intertie.api.TariffsResource.NewRule;
import io.intertie.api.TariffsResource.NewTable;
import io.intertie.platform.http.Problem;
import io.intertie.tariff.Band;
import io.intertie.tariff.TariffVersion.Component.Kind;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TariffCellsTest {
    private static final List<NewComponent> PARTS =
            List.of(
                    new NewComponent("energy", "per_kwh", "0.4", true, "purchase"),
                    new NewComponent("levy", "per_kwh", "0.03", false, "funds"));

    private static NewRule rule(String from, String until, @Nullable String band, String price) {
        return new NewRule(null, null, from, until, band, price, null);
    }

    private static Map<String, String> faults(NewTable table) {
        var refused = assertThrows(Problem.class, () -> new TariffCells(table).table());
        assertEquals(refused.fields().keySet(), refused.faults().keySet(), "each has a code");
        return refused.fields();
    }

    @Test
    void aBandCostsWhatItsComponentsComeToUnlessItsPriceIsGiven() {
        var rules =
                List.of(
                        new NewRule(null, null, "00:00", "08:00", "valley", null, "0.5"),
                        new NewRule(
                                List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
                                List.of("workday", "saturday", "sunday", "holiday"),
                                "08:00",
                                "24:00",
                                "flat",
                                "0.5",
                                null));
        var table = new TariffCells(new NewTable("Asia/Shanghai", "CN", PARTS, rules)).table();
        var valley = table.at(LocalDateTime.parse("2026-11-25T07:45:00"));
        assertEquals(Band.VALLEY, valley.band());
        assertEquals(0, new BigDecimal("0.23").compareTo(valley.pricePerKwh()));
        assertEquals(
                new BigDecimal("0.5"),
                table.at(LocalDateTime.parse("2026-11-25T08:00:00")).pricePerKwh());
        assertEquals(Kind.LEVY, table.components().get(1).kind());
    }

    @ParameterizedTest
    @CsvSource({
        "25:00, 08:00, valley, 0.2,  table.rules[0].from",
        "-1:00, 08:00, valley, 0.2,  table.rules[0].from",
        "00:00, 08:10, valley, 0.2,  table.rules[0].until",
        "00:00, 08:00, cheap,  0.2,  table.rules[0].band",
        "00:00, 08:00,       , 0.2,  table.rules[0].band",
        "00:00, 08:00, valley, -0.2, table.rules[0].price_per_kwh",
        "00:00, 08:00, valley, 1e9,  table.rules[0].price_per_kwh",
        "00:00, 08:00, valley, 0.2,  table.rules",
        "08:00, 08:00, valley, 0.2,  table.rules",
    })
    void whatIsWrongIsToldAtItsCell(
            String from, String until, @Nullable String band, String price, String cell) {
        var rules = List.of(rule(from, until, band, price));
        assertEquals(Set.of(cell), faults(new NewTable("UTC", null, null, rules)).keySet());
    }

    @Test
    void gapsAndOverlapsAreToldWithMonthDayAndTime() {
        var gap = List.of(rule("00:00", "08:00", "valley", "0.2"));
        assertEquals(
                Map.of("table.rules", "January 08:00: no band"),
                faults(new NewTable("UTC", null, null, gap)));
        var twice =
                List.of(
                        rule("00:00", "24:00", "flat", "0.2"),
                        new NewRule(
                                List.of(7),
                                List.of("sunday"),
                                "12:00",
                                "13:00",
                                "peak",
                                "1",
                                null));
        assertEquals(
                Map.of(
                        "table.rules",
                        "July sunday 12:00: two bands, FLAT 00:00-00:00 and PEAK 12:00-13:00"),
                faults(new NewTable("UTC", "CN", null, twice)));
    }

    @Test
    void anUnknownZoneCalendarDayMonthOrComponentIsToldAtItsCell() {
        var whole = List.of(rule("00:00", "24:00", "flat", "0.2"));
        assertEquals(
                Set.of("table.zone"),
                faults(new NewTable("Asia/Atlantis", null, null, whole)).keySet());
        assertEquals(
                Set.of("table.calendar"), faults(new NewTable("UTC", "XX", null, whole)).keySet());
        var months = new NewRule(List.of(13), null, "00:00", "24:00", "flat", "1", null);
        assertEquals(
                Set.of("table.rules[0].months"),
                faults(new NewTable("UTC", null, null, List.of(months))).keySet());
        var days = new NewRule(null, List.of("someday"), "00:00", "24:00", "flat", "1", null);
        assertEquals(
                Set.of("table.rules[0].days"),
                faults(new NewTable("UTC", "CN", null, List.of(days))).keySet());
        var component = List.of(new NewComponent("energy", "per_mile", "1", true, "x"));
        assertEquals(
                Set.of("table.components[0].unit"),
                faults(new NewTable("UTC", null, component, whole)).keySet());
        assertEquals(Set.of("table.rules"), faults(new NewTable("UTC", null, null, null)).keySet());
    }
}
