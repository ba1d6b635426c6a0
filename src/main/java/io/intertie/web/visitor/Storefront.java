package io.intertie.web.visitor;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.Tariffs;
import io.intertie.web.Figures;
import io.intertie.web.Market;
import io.intertie.web.Offer;
import io.intertie.web.Prefs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Fetches what stands in the window; [Window] arranges it.
@ApplicationScoped
class Storefront {
    // One more than 168, for the day of 25 hours.
    private static final int HOURS_OF_SEVEN_DAYS = 169;

    private final Market market;
    private final Catalog catalog;
    private final Tariffs tariffs;
    private final PriceBook book;
    private final Window window;
    private final Clock clock;

    @Inject
    Storefront(
            Market market,
            Catalog catalog,
            Tariffs tariffs,
            PriceBook book,
            Window window,
            Clock clock) {
        this.market = market;
        this.catalog = catalog;
        this.tariffs = tariffs;
        this.book = book;
        this.window = window;
        this.clock = clock;
    }

    HomePage.Home home(Prefs prefs) {
        return window.home(offers(prefs), cards(prefs), prefs);
    }

    ModelsPage.Models models(ModelsPage.Asked asked, Prefs prefs) {
        return window.models(offers(prefs), asked, cards(prefs), prefs);
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

    /// What the price map is drawn from: the week of an offer, and every site's tariff in force.
    PriceMap.Asked asked(
            List<Offer> offers, Optional<Offer> chosen, String clockSlug, Prefs prefs) {
        var now = clock.instant();
        var inForce = new LinkedHashMap<DataCenter, TariffVersion>();
        for (var site : catalog.dataCenters()) {
            if (offers.stream().anyMatch(one -> one.offered().site().equals(site))) {
                tariffs.inForce(site.id(), now).ifPresent(one -> inForce.put(site, one));
            }
        }
        var week = chosen.map(offer -> week(offer, clockSlug, prefs, now));
        return new PriceMap.Asked(offers, week, inForce, clockSlug, now);
    }

    private Week.Told week(Offer offer, String clockSlug, Prefs prefs, Instant now) {
        var site = offer.offered().site();
        var zone = Clocks.zone(clockSlug, site, prefs);
        var midnight = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        var hours =
                book.hours(
                        offer.offered().listing().id(),
                        offer.lead(),
                        offer.currency(),
                        midnight,
                        HOURS_OF_SEVEN_DAYS);
        return new Week.Told(
                offer,
                Week.withNow(hours, offer, now),
                now,
                date ->
                        tariffs.resolve(
                                        site.id(),
                                        date.atTime(LocalTime.NOON).atZone(zone).toInstant())
                                .flatMap(Tariffs.Resolved::dayName));
    }
}
