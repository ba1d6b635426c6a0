package io.intertie.web.provider;

import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.SmallMarket;
import io.intertie.web.SmallPrices;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Drafts of the small market's provider: a tariff with gaps and overlaps, terms as typed.
final class SmallDrafts {
    private SmallDrafts() {}

    static Form flawed() {
        return Form.of(
                Map.of(
                        "table",
                        """
                        6-9 00:00-08:00 valley 0.28
                        6-9 08:00-18:30 flat 0.44
                        6-9 workday 18:30-22:00 peak 0.71
                        6-9 saturday|sunday 18:30-24:00 flat 0.44
                        6-9 workday|holiday 21:00-24:00 flat 0.44
                        1-5 00:00-24:00 flat 0.44\
                        """));
    }

    static Object sketch(Figures figures, UnaryOperator<String> words) {
        var market = new SmallMarket();
        var listing = market.listings().getFirst();
        var version =
                new SmallPrices(market).at(listing.id(), SmallMarket.NOON).orElseThrow().version();
        var sketch =
                PriceSketch.of(
                        version,
                        Optional.of(SupplySheets.day("supply.day.preview", words)),
                        (price, tokens, currency) -> Optional.of(new BigDecimal("0.189")),
                        figures);
        return new SketchPage.View(
                listing.id().toString(),
                "Kimi K2.5",
                Form.EMPTY,
                Optional.of(sketch),
                List.of(),
                List.of(words.apply("supply.rejected.tariff")));
    }
}
