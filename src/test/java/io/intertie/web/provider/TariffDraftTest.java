package io.intertie.web.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.tariff.ReferenceTariff;
import io.intertie.tariff.ShippedTariffs;
import io.intertie.web.Form;
import io.intertie.web.SmallMarket;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TariffDraftTest {
    private static final Instant NOON = SmallMarket.NOON;
    private static final String WHOLE = "1-12 00:00-24:00 flat 0.5";

    private final SmallMarket market = new SmallMarket();

    @Test
    void aShippedTariffIsTakenAsItIs() {
        var draft = draft(Map.of("reference", "CN-NM-W"));
        assertEquals(Map.of(), draft.checked(desk(false)).faults());
        var version = draft.of(desk(false));
        assertEquals(shipped("CN-NM-W").table(), version.table());
        assertEquals(shipped("CN-NM-W").source(), version.source());
        assertEquals(NOON, version.effectiveFrom());
    }

    @Test
    void aFilledInTariffIsTheShippedOne() {
        var filled = draft(Map.of("reference", "CN-NM-W")).filled(desk(false));
        var version = new TariffDraft(filled).of(desk(false));
        var shipped = shipped("CN-NM-W");
        for (var hour = 0; hour < 24; hour++) {
            var at = NOON.plusSeconds(3600L * hour);
            var then = version.table().at(at);
            assertEquals(shipped.table().at(at).band(), then.band());
            assertEquals(0, shipped.table().at(at).pricePerKwh().compareTo(then.pricePerKwh()));
        }
        assertEquals(shipped.quality(), version.quality());
        assertEquals(0, shipped.demandPerKwMonth().compareTo(version.demandPerKwMonth()));
    }

    @Test
    void eachMistakeStandsAtItsFieldAndWhatWasTypedIsKept() {
        var typed =
                Map.of(
                        "table", "1-12 00:00-08:00 flat -0.5",
                        "demand", "-1",
                        "loadFactor", "0",
                        "lossFraction", "1.5",
                        "effectiveFrom", "tomorrow");
        var form = draft(typed).checked(desk(false));
        assertEquals("supply.fault.line.price[1]", form.fault("table"));
        assertEquals("supply.fault.demand[]", form.fault("demand"));
        assertEquals("supply.fault.load[]", form.fault("loadFactor"));
        assertEquals("supply.fault.loss[]", form.fault("lossFraction"));
        assertEquals("supply.fault.time[]", form.fault("effectiveFrom"));
        assertEquals("supply.fault.source[]", form.fault("source"));
        assertEquals("supply.fault.quality[]", form.fault("quality"));
        typed.forEach((name, value) -> assertEquals(value, form.value(name)));
    }

    @Test
    void onlyASitesFirstTariffMayBeginInThePast() {
        var past = draft(Map.of("reference", "CN-NM-W", "effectiveFrom", "2020-01-01T00:00"));
        assertEquals("supply.fault.past[]", past.checked(desk(false)).fault("effectiveFrom"));
        assertTrue(past.checked(desk(true)).isRight());
    }

    @Test
    void withoutATableATariffOfTheProvidersCurrencyIsChosen() {
        assertEquals(
                "supply.fault.start[]", draft(Map.of()).checked(desk(false)).fault("reference"));
        assertEquals(
                "supply.fault.start[]",
                draft(Map.of("reference", "US-TX")).checked(desk(false)).fault("reference"));
    }

    @Test
    void anOwnTableKeepsItsOwnSource() {
        var own = draft(Map.of("table", WHOLE, "demand", "0", "source", "bill", "quality", "own"));
        assertEquals(Map.of(), own.checked(desk(false)).faults());
        var version = own.of(desk(false));
        assertEquals("bill", version.source());
        assertEquals(SmallMarket.CNY, version.currency());
    }

    private static TariffDraft draft(Map<String, String> typed) {
        var values = new HashMap<String, @Nullable String>();
        values.put("loadFactor", "0.85");
        values.put("lossFraction", "0.02");
        values.putAll(typed);
        return new TariffDraft(Form.of(values));
    }

    private TariffDraft.Desk desk(boolean isFirst) {
        List<ReferenceTariff> own =
                ShippedTariffs.all().stream()
                        .filter(one -> one.currency().equals(SmallMarket.CNY))
                        .toList();
        return new TariffDraft.Desk(
                market.sites().getFirst(),
                SmallMarket.CNY,
                own,
                NOON,
                isFirst,
                (key, arguments) -> key + List.of(arguments));
    }

    private static ReferenceTariff shipped(String code) {
        return ShippedTariffs.all().stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
