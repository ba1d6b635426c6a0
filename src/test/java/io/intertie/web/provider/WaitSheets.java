package io.intertie.web.provider;

import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.SmallMarket;
import io.intertie.web.SmallPrices;
import java.util.List;
import java.util.Optional;

/// A provider's stops and proposals over the small market.
final class WaitSheets {
    private static final SmallMarket MARKET = new SmallMarket();

    private WaitSheets() {}

    static StopPage.View stop(Figures figures, boolean isStopped) {
        var stop =
                new StopPage.Stop(
                        "Cooling has failed in hall 2.", "zhang", figures.moment(SmallMarket.NOON));
        return new StopPage.View(
                SupplySheets.listings(figures).getFirst(),
                isStopped ? Optional.of(stop) : Optional.empty(),
                isStopped ? Form.EMPTY : Form.EMPTY.wrong("stopReason", "1 – 500"));
    }

    static ProposalsPage.View proposals(Figures figures) {
        return new ProposalsPage.View(List.of(line(figures), line(figures)));
    }

    static ProposalsPage.Looked proposal(Figures figures) {
        var listing = MARKET.listings().getFirst();
        var version =
                new SmallPrices(MARKET).at(listing.id(), SmallMarket.NOON).orElseThrow().version();
        var step = new PriceTable.Step(version, Optional.of(version), false);
        return new ProposalsPage.Looked(
                line(figures), Optional.of(PriceTable.of(step, figures)), List.of());
    }

    private static ProposalsPage.Line line(Figures figures) {
        var listing = SupplySheets.listings(figures).getFirst();
        return new ProposalsPage.Line(
                "p1",
                listing.id(),
                listing.model(),
                listing.city(),
                "+24.1%",
                "−0.0%",
                figures.moment(SmallMarket.NOON));
    }
}
