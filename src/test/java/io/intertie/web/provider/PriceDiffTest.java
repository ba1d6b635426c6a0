package io.intertie.web.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.tariff.PriceVersion;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.Preview;
import io.intertie.web.SmallMarket;
import io.intertie.web.SmallPrices;
import io.intertie.web.Theme;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PriceDiffTest {
    private static final ZoneId UTC = ZoneId.of("UTC");

    private static final Figures FIGURES = Figures.of(Preview.prefs(Locale.ENGLISH, Theme.LIGHT));
    private static final PriceVersion VERSION = version();

    @Test
    void aVersionAgainstItselfMovesNothing() {
        var diff = PriceDiff.of(VERSION, Optional.of(VERSION), FIGURES);
        assertEquals(0, diff.moved());
        assertTrue(moves(diff).stream().allMatch(move -> move.change().isEmpty()));
    }

    @Test
    void eachClassBandAndCurrencyHasItsOldAndNewPrice() {
        var dearer = times(VERSION, 2);
        var diff = PriceDiff.of(dearer, Optional.of(VERSION), FIGURES);
        var priced =
                VERSION.lines().stream().filter(line -> line.buyerMicroPerMillion() > 0).count();
        assertEquals(priced, diff.moved());
        assertEquals(List.of("USD", "EUR", "CNY"), diff.currencies());
        for (var move : moves(diff)) {
            assertEquals("+100.0%", move.change());
            assertEquals("warn", move.tone());
        }
        var cheaper = PriceDiff.of(VERSION, Optional.of(dearer), FIGURES);
        assertTrue(moves(cheaper).stream().allMatch(move -> move.tone().equals("ok")));
    }

    @Test
    void aSketchShowsWhatIsEarnedAndPaidInEachCurrency() {
        var sketch =
                PriceSketch.of(
                        VERSION,
                        Optional.empty(),
                        (price, tokens, currency) -> Optional.of(new BigDecimal("0.189")),
                        FIGURES);
        assertEquals(List.of("USD", "EUR", "CNY"), sketch.currencies());
        var row = sketch.rows().getFirst();
        assertEquals(3, row.pays().size());
        assertTrue(row.earns().startsWith("CNY"), row.earns());
        assertEquals("18.9%", row.share());
    }

    @Test
    void whatIsNotTypedYetIsNothingInASketchAndAMistakeIsStillOne() {
        var draft = new PriceDraft(Form.of(Map.of("base.OUTPUT", "4"))).asSketch();
        assertTrue(draft.checked(UTC, key -> key).isRight());
        var wrong = new PriceDraft(Form.of(Map.of("base.OUTPUT", "-4"))).asSketch();
        assertEquals(
                Map.of("base.OUTPUT", "supply.fault.amount"),
                wrong.checked(UTC, key -> key).faults());
    }

    private static List<PriceDiff.Move> moves(PriceDiff diff) {
        return diff.rows().stream().flatMap(row -> row.moves().stream()).toList();
    }

    private static PriceVersion version() {
        var market = new SmallMarket();
        var listing = market.listings().getFirst();
        return new SmallPrices(market).at(listing.id(), SmallMarket.NOON).orElseThrow().version();
    }

    private static PriceVersion times(PriceVersion version, long factor) {
        return new PriceVersion(
                version.id(),
                version.listingId(),
                version.number() + 1,
                version.effectiveFrom(),
                version.effectiveTo(),
                version.providerCurrency(),
                version.lines().stream()
                        .map(line ->
                                new PriceVersion.Line(
                                        line.tokens(),
                                        line.band(),
                                        line.buyerCurrency(),
                                        line.providerMicroPerMillion() * factor,
                                        line.buyerMicroPerMillion() * factor))
                        .toList(),
                version.inputs(),
                version.inputsHash(),
                version.reason());
    }
}
