package io.intertie.web.provider;

import io.intertie.catalog.Model;
import io.intertie.certification.Run;
import io.intertie.tariff.ListingRules.LockForm;
import io.intertie.tariff.ListingRules.Rules;
import io.intertie.tariff.PriceVersion;
import io.intertie.tokens.Tokenizer;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.SmallMarket;
import io.intertie.web.SmallPrices;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What belongs to a listing: its certification, its collar and locks.
final class OfferSheets {
    static final Rules RULES = new Rules(1_000, 5_000, 90, LockForm.INDEX, 2_000, 1_250);

    private static final SmallMarket MARKET = new SmallMarket();
    private static final Rules NO_RULES =
            new Rules(99_999, 10_000, 400, LockForm.FREEZE, 2_000, 2_000);

    private OfferSheets() {}

    static Object rules(Figures figures) {
        var listing = SupplySheets.listings(figures).getFirst();
        var leaving = Form.of(Map.of("drainSeconds", "20"));
        return new RulesPage.View(listing, RulesPage.filled(RULES), leaving);
    }

    static Object rulesWrong(Figures figures, UnaryOperator<String> words) {
        var form = RulesPage.filled(NO_RULES);
        return new RulesPage.View(
                SupplySheets.listings(figures).getFirst(),
                RulesPage.checked(form, (key, arguments) -> words.apply(key)),
                Form.of(Map.of("drainSeconds", "61"))
                        .wrong("drainSeconds", "Whole seconds from 0 to 60."));
    }

    static Object certification(Run run, Figures figures) {
        var listing = MARKET.listings().getFirst();
        return CertificationPage.View.of(
                listing,
                SupplySheets.listings(figures).getFirst(),
                List.of(run, SmallRuns.FAILED, SmallRuns.PASSED),
                figures);
    }

    private static final Optional<Model.Tokens> TOKENS =
            Optional.of(
                    new Model.Tokens(Tokenizer.O200K_BASE, "model card of gpt-oss", "official"));

    static Object listing(Figures figures, UnaryOperator<String> words) {
        var listing = MARKET.listings().getFirst();
        PriceVersion version =
                new SmallPrices(MARKET).at(listing.id(), SmallMarket.NOON).orElseThrow().version();
        var step = new PriceTable.Step(version, Optional.of(version), true);
        var table = PriceTable.of(step, figures);
        return new ListingPage.View(
                SupplySheets.listings(figures).getFirst(),
                ListingPage.Terms.of(listing, TOKENS, figures),
                Optional.empty(),
                RulesPage.filled(RULES),
                List.of("paused"),
                List.of(table),
                Optional.of(SupplySheets.day("supply.day", words)),
                SmallQuality.view(figures, words),
                "CNY",
                PriceDraft.startingFrom(Optional.of(version)),
                Optional.of(
                        new ListingPage.Preview(
                                table, Optional.of(SupplySheets.day("supply.day.preview", words)))),
                3);
    }
}
