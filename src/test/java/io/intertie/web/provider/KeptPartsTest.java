package io.intertie.web.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.tariff.Band;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffTable.Rule;
import io.intertie.tariff.TariffVersion.Component;
import io.intertie.web.Form;
import io.intertie.web.Messages;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptPartsTest {
    private static final Messages MESSAGES = new Messages();

    /// 0.4 of energy, doubled at the peak, and a levy of 0.1.
    private final TariffTable table =
            table(rule("00:00", "08:00", "0.5", "1"), rule("08:00", "00:00", "0.9", "2"));

    private final KeptParts parts = new KeptParts(table);

    @Test
    void whatFloatsIsToldInTheReadersLanguage() {
        assertEquals(
                "Energy 0.4 per kWh, moves with the band · Levy 0.1 per kWh",
                parts.told((key, given) -> MESSAGES.text(Locale.ENGLISH, key, given)));
        assertEquals(
                "电能 每 kWh 0.4，随时段浮动 · 附加 每 kWh 0.1",
                parts.told((key, given) -> MESSAGES.text(Locale.CHINESE, key, given)));
    }

    @Test
    void anHourThatIsEditedKeepsThePartsAndTheOthersTheirMultipliers() {
        var lines = TariffLines.write(table).replace("0.9", "0.95");
        var typed = TariffLines.read(lines, (key, given) -> key).rules();
        var kept = parts.table(new TariffTable(table.zone(), typed));
        assertEquals(table.components(), kept.components());
        assertEquals(
                List.of(BigDecimal.ONE, new BigDecimal("2")),
                kept.rules().stream().map(Rule::multiplier).toList());
        assertEquals(new BigDecimal("0.95"), kept.rules().getLast().pricePerKwh());
    }

    @Test
    void aTariffOfPartsHasItsGrid() {
        Words words = (key, given) -> key;
        var form = Form.of(Map.of("table", TariffLines.write(table)));
        assertTrue(TariffEditor.of(form, new TypedTariff(), List.of(), words).grid().isPresent());
    }

    private static TariffTable table(Rule... rules) {
        var energy = part(Component.Kind.ENERGY, "0.4", true);
        var levy = part(Component.Kind.LEVY, "0.1", false);
        return new TariffTable(
                ZoneId.of("Asia/Shanghai"), "", List.of(energy, levy), List.of(), List.of(rules));
    }

    private static Component part(Component.Kind kind, String amount, boolean floats) {
        return new Component(
                kind, Component.Unit.PER_KWH, new BigDecimal(amount), floats, kind.name());
    }

    private static Rule rule(String from, String until, String price, String multiplier) {
        return new Rule(
                EnumSet.allOf(Month.class),
                EnumSet.allOf(TariffTable.DayType.class),
                LocalTime.parse(from),
                LocalTime.parse(until),
                multiplier.equals("1") ? Band.FLAT : Band.PEAK,
                new BigDecimal(price),
                new BigDecimal(multiplier));
    }
}
