package io.intertie.web.visitor;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Model;
import io.intertie.tariff.Tariffs;
import io.intertie.web.Figures;
import io.intertie.web.Market;
import io.intertie.web.Messages;
import io.intertie.web.Offer;
import io.intertie.web.Prefs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What stands in the window: models by price, sites by tariff.
@ApplicationScoped
class Storefront {
    private static final int CARDS = 4;
    private static final int CHEAPEST = 5;

    private final Market market;
    private final Catalog catalog;
    private final Tariffs tariffs;
    private final Messages messages;
    private final Clock clock;

    @Inject
    Storefront(Market market, Catalog catalog, Tariffs tariffs, Messages messages, Clock clock) {
        this.market = market;
        this.catalog = catalog;
        this.tariffs = tariffs;
        this.messages = messages;
        this.clock = clock;
    }

    HomePage.Home home(Prefs prefs) {
        var rows = rows(market.offers(prefs.currency()), prefs);
        var chat =
                rows.stream()
                        .filter(row -> row.model().kind() == Model.Kind.CHAT)
                        .sorted(Comparator.comparingLong(row -> row.best().leadPrice()))
                        .limit(CHEAPEST)
                        .toList();
        var example = chat.isEmpty() ? "author/model" : chat.getFirst().model().wireName();
        return new HomePage.Home(cards(prefs), chat, rows.size(), example);
    }

    /// One row a model, in the order of its first offer.
    List<ModelRow> rows(List<Offer> offers, Prefs prefs) {
        var figures = Figures.of(prefs);
        var label = messages.text(prefs.locale(), "chart.next24");
        return offers.stream()
                .collect(
                        Collectors.groupingBy(
                                offer -> offer.offered().model().id(),
                                LinkedHashMap::new,
                                Collectors.toList()))
                .values()
                .stream()
                .map(ofModel -> ModelRow.of(ofModel, figures, label))
                .toList();
    }

    /// The sites' tariffs now, real sites' first.
    List<TariffCard> cards(Prefs prefs) {
        var now = clock.instant();
        return catalog.dataCenters().stream()
                .flatMap(site -> card(site, now, Figures.of(prefs)))
                .limit(CARDS)
                .toList();
    }

    private Stream<TariffCard> card(DataCenter site, Instant now, Figures figures) {
        return tariffs.inForce(site.id(), now).stream()
                .map(tariff -> TariffCard.of(site, tariff, now, figures));
    }
}
