package io.intertie.web.visitor;

import io.intertie.catalog.DataCenter;
import io.intertie.tariff.TariffVersion;
import io.intertie.web.Figures;
import io.intertie.web.Messages;
import io.intertie.web.Offer;
import io.intertie.web.Prefs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Arranges the price map: one offer's week, and the tariff clock of all sites.
@ApplicationScoped
public class PriceMap {
    private final Messages messages;

    @Inject
    PriceMap(Messages messages) {
        this.messages = messages;
    }

    /// What the page shows; the week is absent while nothing is offered.
    public record Shown(
            Optional<Offer> offer,
            Optional<Week> week,
            Optional<TariffCard> tariff,
            List<Choice> choices,
            String clock,
            List<Showcase.ClockChoice> clocks,
            List<TariffClock> sites) {
        /// The chosen offer's value in the address.
        public String chosen() {
            return offer.map(PriceMap::slug).orElse("");
        }
    }

    /// An offer to choose.
    public record Choice(String value, String label, boolean isChosen) {}

    /// What a visitor asked for, and what the rooms say of it.
    record Asked(
            List<Offer> offers,
            Optional<Week.Told> week,
            Map<DataCenter, TariffVersion> tariffs,
            String clock,
            Instant now) {}

    /// How an address names an offer: `deepseek/v4-flash@horinger-compute/site-1`.
    static String slug(Offer offer) {
        var of = offer.offered();
        return of.model().wireName() + "@" + of.provider().slug() + "/" + of.site().slug();
    }

    Shown map(Asked asked, Prefs prefs) {
        var offer = asked.week().map(Week.Told::offer);
        return new Shown(
                offer,
                asked.week().map(told -> week(told, asked.clock(), prefs)),
                offer.map(one -> one.offered().site()).flatMap(site -> card(site, asked, prefs)),
                choices(asked.offers(), offer),
                asked.clock(),
                Clocks.choices(
                        asked.clock(),
                        messages.text(prefs.locale(), "clock.site"),
                        messages,
                        prefs),
                sites(asked, prefs));
    }

    private static Optional<TariffCard> card(DataCenter site, Asked asked, Prefs prefs) {
        return Optional.ofNullable(asked.tariffs().get(site))
                .map(tariff -> TariffCard.of(site, tariff, asked.now(), Figures.of(prefs)));
    }

    private Week week(Week.Told told, String clock, Prefs prefs) {
        var zone = Clocks.zone(clock, told.offer().offered().site(), prefs);
        return Week.of(told, Figures.of(prefs).in(zone), key -> messages.text(prefs.locale(), key));
    }

    private static List<Choice> choices(List<Offer> offers, Optional<Offer> chosen) {
        return offers.stream()
                .sorted(
                        Comparator.comparing(
                                        (Offer offer) -> offer.offered().model().name(),
                                        String.CASE_INSENSITIVE_ORDER)
                                .thenComparingLong(Offer::leadPrice))
                .map(offer ->
                        new Choice(
                                slug(offer),
                                offer.offered().model().name()
                                        + " · "
                                        + offer.offered().provider().name()
                                        + ", "
                                        + offer.offered().site().city(),
                                chosen.filter(offer::equals).isPresent()))
                .toList();
    }

    // Low hours first: that is what the clock is for.
    private List<TariffClock> sites(Asked asked, Prefs prefs) {
        var label = messages.text(prefs.locale(), "map.clock.strip");
        return asked.tariffs().entrySet().stream()
                .map(entry -> {
                    var site = entry.getKey();
                    var zone = Clocks.zone(asked.clock(), site, prefs);
                    return TariffClock.of(
                            site,
                            entry.getValue(),
                            asked.offers().stream()
                                    .filter(one -> one.offered().site().equals(site))
                                    .toList(),
                            asked.now(),
                            new TariffClock.Look(Figures.of(prefs).in(zone), label));
                })
                .sorted(
                        Comparator.comparing((TariffClock one) -> one.card().band())
                                .thenComparing(one -> one.card().city()))
                .toList();
    }
}
