package io.intertie.web.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import io.intertie.web.Figures;
import io.intertie.web.Offer;
import io.intertie.web.Preview;
import io.intertie.web.SmallMarket;
import io.intertie.web.Theme;
import java.util.ArrayList;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EstimateTest {
    private final Figures figures = Figures.of(Preview.prefs(Locale.ENGLISH, Theme.AUTO));
    private final Offer offer = new SmallMarket().offers(SmallMarket.EUR).getFirst();
    private final Estimate.Volume volume = Estimate.volume("100", "20");

    @Test
    void anHourIsPricedByTheVersionThatIsInForceThen() {
        var before = Estimate.of(offer, volume, figures);
        var ahead = new ArrayList<PriceInForce>();
        offer.ahead().subList(0, 12).forEach(hour -> ahead.add(doubled(hour)));
        ahead.addAll(offer.ahead().subList(12, 24));
        var after = Estimate.of(with(offer, ahead), volume, figures);
        assertEquals(before.low(), after.low(), "the cheapest hours come after a cut");
        assertNotEquals(before.even(), after.even());
        var all = offer.ahead().stream().map(EstimateTest::doubled).toList();
        var twice = Estimate.of(with(offer, all), volume, figures);
        assertNotEquals(before.low(), twice.low());
    }

    private static Offer with(Offer offer, java.util.List<PriceInForce> ahead) {
        return new Offer(offer.offered(), offer.now(), offer.currency(), offer.hours(), ahead);
    }

    private static PriceInForce doubled(PriceInForce price) {
        var old = price.version();
        var lines =
                old.lines().stream()
                        .map(line ->
                                new PriceVersion.Line(
                                        line.tokens(),
                                        line.band(),
                                        line.buyerCurrency(),
                                        line.providerMicroPerMillion(),
                                        2 * line.buyerMicroPerMillion()))
                        .toList();
        var version =
                new PriceVersion(
                        old.id(),
                        old.listingId(),
                        old.number() + 1,
                        old.effectiveFrom(),
                        old.effectiveTo(),
                        old.providerCurrency(),
                        lines,
                        old.inputs(),
                        old.inputsHash(),
                        old.reason());
        return new PriceInForce(version, price.band(), price.tariffPerKwh());
    }
}
