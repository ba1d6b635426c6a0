package io.intertie.web.visitor;

import io.intertie.quality.Measured;
import io.intertie.quality.Quality;
import io.intertie.quality.Uptime;
import io.intertie.quality.Window;
import io.intertie.tariff.PriceAnatomy;
import io.intertie.tariff.PriceBook;
import io.intertie.web.Offer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Looks at an offer closely: where its price goes, and how its calls went.
@ApplicationScoped
class Lens {
    private final PriceBook book;
    private final Quality quality;
    private final Clock clock;

    @Inject
    Lens(PriceBook book, Quality quality, Clock clock) {
        this.book = book;
        this.quality = quality;
        this.clock = clock;
    }

    /// What it sees: the anatomy and the windows of one offer, the days of all of its model.
    record Seen(
            Optional<PriceAnatomy> anatomy,
            Map<Window, Measured> windows,
            Map<UUID, Map<LocalDate, Uptime>> days,
            LocalDate today) {}

    Seen at(Offer chosen, List<Offer> offers) {
        var windows = new EnumMap<Window, Measured>(Window.class);
        for (var window : Window.values()) {
            windows.put(window, quality.of(chosen.offered().listing().id(), window));
        }
        var listings = offers.stream().map(one -> one.offered().listing().id()).toList();
        return new Seen(
                anatomy(chosen),
                windows,
                quality.uptimes(listings),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /// The part of a price that electricity is.
    Optional<BigDecimal> electricity(Offer offer) {
        return anatomy(offer).stream()
                .flatMap(one -> one.parts().stream())
                .filter(part -> part.kind() == PriceAnatomy.Kind.ELECTRICITY)
                .map(PriceAnatomy.Part::share)
                .findFirst();
    }

    private Optional<PriceAnatomy> anatomy(Offer offer) {
        return book.anatomy(offer.now(), offer.lead(), offer.currency());
    }
}
