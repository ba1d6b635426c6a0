package io.intertie.web.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.catalog.Model;
import io.intertie.web.Prefs;
import io.intertie.web.Preview;
import io.intertie.web.SmallMarket;
import io.intertie.web.Theme;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowTest {
    private final Prefs prefs = Preview.prefs(Locale.ENGLISH, Theme.AUTO);
    private final Window window = new Window(new Preview().messages());

    private ModelsPage.Models models(Shelf shelf, String most) {
        var offers = new SmallMarket().offers(SmallMarket.EUR);
        return window.models(offers, shelf, most, List.of(), prefs);
    }

    private static Shelf shelf(String words, Set<String> countries, Optional<BigDecimal> most) {
        return new Shelf(
                words,
                countries,
                Set.of(),
                Optional.empty(),
                most,
                Shelf.Worth.ANY,
                Shelf.Order.PRICE);
    }

    @Test
    void aModelStandsOnceWithItsCheapestOffer() {
        var all = models(shelf("", Set.of(), Optional.empty()), "");
        var flash =
                all.rows().stream().filter(row -> row.path().equals("/models/deepseek/v4-flash"));
        var row = flash.findFirst().orElseThrow();
        assertEquals(6, all.rows().size());
        assertEquals("Keflavík", row.best().offered().site().city());
        assertEquals(3, row.providers());
    }

    @Test
    void aRegionLeavesOnlyWhatIsComputedThere() {
        var iceland = models(shelf("", Set.of("IS"), Optional.empty()), "");
        assertEquals(2, iceland.rows().size());
        assertEquals(6, iceland.total());
    }

    @Test
    void aHighestPriceIsMetExactly() {
        var offers = new SmallMarket().offers(SmallMarket.EUR);
        var limit = BigDecimal.valueOf(offers.getFirst().leadPrice(), 6);
        var found = models(shelf("", Set.of(), Optional.of(limit)), limit.toPlainString());
        assertTrue(
                found.rows().stream()
                        .allMatch(row -> row.best().leadPrice() <= offers.getFirst().leadPrice()));
        assertTrue(!found.rows().isEmpty() && !found.isPriceWrong());
    }

    @Test
    void aHighestPriceThatIsNoNumberIsToldAndKept() {
        var told = models(shelf("", Set.of(), ModelsPage.price("cheap")), "cheap");
        assertTrue(told.isPriceWrong());
        assertEquals("cheap", told.most());
    }

    @Test
    void aModelThatWasNeverCalledHasNoMeasurement() {
        var rows = models(shelf("gpt-oss", Set.of(), Optional.empty()), "").rows();
        assertEquals(Optional.empty(), rows.getFirst().measured());
    }

    @Test
    void theFiltersCountModelsNotOffers() {
        var choices = models(shelf("", Set.of(), Optional.empty()), "").choices();
        var china = choices.countries().getFirst();
        assertEquals("CN", china.value());
        assertEquals(6, china.count());
        assertEquals(
                Set.of(Model.Capability.TOOLS), ModelsPage.capabilities(List.of("tools", "none")));
    }
}
