package io.intertie.web.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.catalog.Model;
import io.intertie.web.Offer;
import io.intertie.web.Prefs;
import io.intertie.web.Preview;
import io.intertie.web.SmallMarket;
import io.intertie.web.Theme;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowTest {
    private final Prefs prefs = Preview.prefs(Locale.ENGLISH, Theme.AUTO);
    private final Window window = new Window(new Preview().messages());

    private ModelsPage.Models models(Shelf shelf, String most) {
        var offers = new SmallMarket().offers(SmallMarket.EUR);
        return window.models(offers, new ModelsPage.Asked(shelf, most, 1), List.of(), prefs);
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

    @Test
    void aThousandModelsComeInPagesOfTwentyOfWhichOnlyOneIsWrittenOut() {
        var offers = new SmallMarket().offers(SmallMarket.EUR);
        var many =
                IntStream.range(0, 1_000)
                        .mapToObj(number -> renamed(offers.get(number % offers.size()), number))
                        .toList();
        var all = shelf("", Set.of(), Optional.empty());
        var first = page(many, all, 1);
        assertEquals(20, first.rows().size());
        assertEquals(new ModelsPage.Pager(1, 1, 20, 1_000), first.pager());
        assertTrue(first.pager().isFirst() && !first.pager().isLast());
        var last = page(many, all, 9_999);
        assertEquals(new ModelsPage.Pager(50, 981, 1_000, 1_000), last.pager());
        assertTrue(last.pager().isLast());
        assertEquals(1_000, last.total());
        var none = page(many, shelf("nowhere", Set.of(), Optional.empty()), 3);
        assertEquals(List.of(), none.rows());
        var sheet = new Preview.Sheet("models", "visitor/models", Optional.empty(), _ -> first);
        var html = new Preview().render(sheet, prefs);
        assertTrue(html.length() < 75_000, "unpacked characters: " + html.length());
    }

    private ModelsPage.Models page(List<Offer> offers, Shelf shelf, int page) {
        return window.models(offers, new ModelsPage.Asked(shelf, "", page), List.of(), prefs);
    }

    private static Offer renamed(Offer offer, int number) {
        var one = offer.offered();
        var model =
                new Model(
                        SmallMarket.id(10_000 + number),
                        "author",
                        "model-" + number,
                        "Model " + number,
                        one.model().kind(),
                        one.model().contextTokens(),
                        "7B",
                        "MIT",
                        one.model().capabilities());
        return new Offer(
                new Offer.Offered(
                        one.listing(),
                        model,
                        one.provider(),
                        one.site(),
                        one.score(),
                        one.measured()),
                offer.now(),
                offer.currency(),
                offer.hours(),
                offer.ahead());
    }

    @Test
    void whatBecomesOfPromptsAndHowMuchIsReadCanBeAskedFor() {
        var kept = worth(Map.of("data", List.of("unkept")));
        assertTrue(
                kept.rows().stream()
                        .allMatch(row ->
                                row.best().offered().listing().dataPolicy().retentionDays() == 0));
        assertEquals(6, kept.rows().size());
        var roomy = worth(Map.of("context", List.of("1000")));
        assertEquals(1, roomy.rows().size());
        assertEquals(6, worth(Map.of("context", List.of("many"))).rows().size());
    }

    private ModelsPage.Models worth(Map<String, List<String>> query) {
        return models(
                new Shelf(
                        "",
                        Set.of(),
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        ModelsPage.worth(query),
                        Shelf.Order.PRICE),
                "");
    }

    @Test
    void aCapabilityIsThatOfTheOfferAndNotOfItsModel() {
        var offers = new SmallMarket().offers(SmallMarket.EUR);
        var bare =
                offers.stream()
                        .map(offer ->
                                new Offer(
                                        new Offer.Offered(
                                                offer.offered().listing().declaring(Set.of()),
                                                offer.offered().model(),
                                                offer.offered().provider(),
                                                offer.offered().site(),
                                                offer.offered().score(),
                                                offer.offered().measured()),
                                        offer.now(),
                                        offer.currency(),
                                        offer.hours(),
                                        offer.ahead()))
                        .toList();
        var tools =
                new Shelf(
                        "",
                        Set.of(),
                        Set.of(Model.Capability.TOOLS),
                        Optional.empty(),
                        Optional.empty(),
                        Shelf.Worth.ANY,
                        Shelf.Order.PRICE);
        assertTrue(!tools.pick(offers).isEmpty());
        assertEquals(List.of(), tools.pick(bare));
    }
}
