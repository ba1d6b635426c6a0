package io.intertie.web.visitor;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.tariff.Tariffs;
import io.intertie.web.Figures;
import io.intertie.web.Market;
import io.intertie.web.Offer;
import io.intertie.web.Prefs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Fetches what stands in the window; [Window] arranges it.
@ApplicationScoped
class Storefront {
    private final Market market;
    private final Catalog catalog;
    private final Tariffs tariffs;
    private final Window window;
    private final Clock clock;

    @Inject
    Storefront(Market market, Catalog catalog, Tariffs tariffs, Window window, Clock clock) {
        this.market = market;
        this.catalog = catalog;
        this.tariffs = tariffs;
        this.window = window;
        this.clock = clock;
    }

    HomePage.Home home(Prefs prefs) {
        return window.home(offers(prefs), cards(prefs), prefs);
    }

    ModelsPage.Models models(Shelf shelf, String most, Prefs prefs) {
        return window.models(offers(prefs), shelf, most, cards(prefs), prefs);
    }

    List<Offer> offers(Prefs prefs) {
        return market.offers(prefs.currency());
    }

    private List<TariffCard> cards(Prefs prefs) {
        return catalog.dataCenters().stream()
                .flatMap(site -> card(site, prefs).stream())
                .limit(Window.CARDS)
                .toList();
    }

    /// What electricity costs at a site now; absent while it has no tariff in force.
    Optional<TariffCard> card(DataCenter site, Prefs prefs) {
        var now = clock.instant();
        return tariffs.inForce(site.id(), now)
                .map(tariff -> TariffCard.of(site, tariff, now, Figures.of(prefs)));
    }
}
