package io.intertie.web.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.tariff.ReferenceTariff;
import io.intertie.tariff.ShippedTariffs;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.TariffVersion.Component;
import io.intertie.web.Form;
import io.intertie.web.Messages;
import io.intertie.web.SmallMarket;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TariffDraftTest {
    private static final Instant NOON = SmallMarket.NOON;
    private static final String WHOLE = "1-12 00:00-24:00 flat 0.5";

    private static final Messages MESSAGES = new Messages();

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

    @Test
    void aTariffOfPartsStartsTheFormAndKeepsThem() {
        var parts = inParts();
        var started = TariffDraft.startingFrom(Optional.of(parts));
        assertEquals("keep", started.value("parts"));
        assertEquals("1-12 00:00-24:00 flat 0.5", started.value("table"));
        var dearer = typed(started, "table", "1-12 00:00-24:00 flat 0.6");
        assertEquals(Map.of(), dearer.checked(desk(parts)).faults());
        var kept = dearer.of(desk(parts)).table();
        assertEquals(parts.table().components(), kept.components());
        assertEquals(new BigDecimal("0.6"), kept.rules().getFirst().pricePerKwh());
        var alone = typed(dearer.form(), "parts", "");
        assertEquals(List.of(), alone.of(desk(parts)).table().components());
    }

    @Test
    void partsThatComeToMoreThanAPriceAreRefusedAtTheTable() {
        var parts = inParts();
        var started = TariffDraft.startingFrom(Optional.of(parts));
        var cheap = typed(started, "table", "1-12 00:00-24:00 flat 0.06");
        assertEquals("supply.fault.parts[]", cheap.checked(desk(parts)).fault("table"));
    }

    @Test
    void nothingOrAPriceFarFromTheLastAsksForAWordAndNamesItsCell() {
        var parts = inParts();
        var started = typed(TariffDraft.startingFrom(Optional.of(parts)), "parts", "").form();
        for (var price : List.of("0", "5.1", "0.04")) {
            var draft = typed(started, "table", "1-12 00:00-24:00 flat " + price);
            assertEquals(
                    "supply.fault.unlikely[1-12 00:00-24:00 flat " + price + "]",
                    draft.checked(desk(parts)).fault("confirmed"),
                    price);
            var confirmed = typed(draft.form(), "confirmed", "yes");
            assertTrue(confirmed.checked(desk(parts)).isRight(), price);
        }
        var near = typed(started, "table", "1-12 00:00-24:00 flat 4.9");
        assertTrue(near.checked(desk(parts)).isRight());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1-12 00:00-08:00 flat 0.5; table; January 08:00–24:00; 一月 08:00–24:00",
                "1-12 00:00-24:00 flat 1|7 12:00-13:00 peak 1; table; July 12:00–13:00; 七月 12:00",
                "1-12 -1:00-24:00 flat 0.5; table; Line 1; 第 1 行",
                "1-12 12:00-12:00 flat 0.5; table; Line 1; 第 1 行",
                "1-13 00:00-24:00 flat 0.5; table; Line 1; 第 1 行",
                "1-12 00:00-24:00 flat -0.5; table; Line 1; 第 1 行",
                "1-12 00:00-24:00 flat 0; confirmed; flat 0:; flat 0：",
                "1-12 00:00-24:00 flat 5.1; confirmed; flat 5.1:; flat 5.1：",
            })
    void aBadTableIsRefusedInBothLanguagesWithItsCellNamed(
            String lines, String field, String english, String chinese) {
        var typed =
                Map.of(
                        "table", lines.replace('|', '\n'),
                        "demand", "0",
                        "source", "bill",
                        "quality", "own");
        for (var locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            var desk = desk(inParts(), (key, given) -> MESSAGES.text(locale, key, given));
            var form = draft(typed).checked(desk);
            var fault = String.valueOf(form.fault(field));
            assertTrue(fault.contains(locale.equals(Locale.CHINESE) ? chinese : english), fault);
            typed.forEach((name, value) -> assertEquals(value, form.value(name)));
        }
    }

    /// 0.5 per kWh, 0.1 of it a levy.
    private TariffVersion inParts() {
        var plain = draft(Map.of("table", WHOLE, "demand", "0", "source", "b", "quality", "own"));
        var version = plain.of(desk(false));
        var levy =
                new Component(
                        Component.Kind.LEVY,
                        Component.Unit.PER_KWH,
                        new BigDecimal("0.1"),
                        false,
                        "a levy");
        var table =
                new TariffTable(
                        version.table().zone(),
                        "",
                        List.of(levy),
                        List.of(),
                        version.table().rules());
        return new TariffVersion(
                version.id(),
                version.dataCenterId(),
                1,
                version.currency(),
                table,
                version.demandPerKwMonth(),
                version.loadFactor(),
                version.lossFraction(),
                version.effectiveFrom(),
                TariffVersion.State.VERIFIED,
                version.source(),
                version.quality(),
                "");
    }

    private static TariffDraft typed(Form form, String name, String value) {
        var values = new HashMap<String, @Nullable String>(form.values());
        values.put(name, value);
        return new TariffDraft(Form.of(values));
    }

    private static TariffDraft draft(Map<String, String> typed) {
        var values = new HashMap<String, @Nullable String>();
        values.put("loadFactor", "0.85");
        values.put("lossFraction", "0.02");
        values.putAll(typed);
        return new TariffDraft(Form.of(values));
    }

    private TariffDraft.Desk desk(TariffVersion inForce) {
        return desk(inForce, desk(false).words());
    }

    private TariffDraft.Desk desk(TariffVersion inForce, Words words) {
        var desk = desk(false);
        return new TariffDraft.Desk(
                desk.site(),
                desk.currency(),
                desk.known(),
                Optional.of(inForce),
                desk.now(),
                false,
                words);
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
                Optional.empty(),
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
