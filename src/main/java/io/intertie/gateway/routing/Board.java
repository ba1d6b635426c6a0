package io.intertie.gateway.routing;

import io.intertie.access.LockedPrice;
import io.intertie.money.Currency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The offers of a model in their default order, with what each costs a buyer, as long as that
/// holds: from the start of a quarter hour until before its end, or until a price changes within.
///
/// **Always true** a place's price is what [Offer#priceAt] tells at any instant of the span
/// (`RouterProperties`).
record Board(Instant from, Instant until, List<Place> places) {
    // Bands change at whole quarter hours of every zone that there is.
    private static final long QUARTER = 900;

    Board {
        places = List.copyOf(places);
    }

    static Board of(
            List<Offer> offers, Currency currency, Optional<LockedPrice> lock, Instant now) {
        var places = new ArrayList<Place>(offers.size());
        for (var offer : offers) {
            places.add(Place.of(offer, offer.priceAt(now, currency, lock), currency, now));
        }
        places.sort(Place.ORDER);
        var start = Math.floorDiv(now.getEpochSecond(), QUARTER) * QUARTER;
        var from = Instant.ofEpochSecond(start);
        var until = Instant.ofEpochSecond(start + QUARTER);
        for (var edge : edges(offers, lock).toList()) {
            if (edge.isAfter(now)) {
                until = edge.isBefore(until) ? edge : until;
            } else {
                from = edge.isAfter(from) ? edge : from;
            }
        }
        return new Board(from, until, places);
    }

    boolean holdsAt(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }

    // When something else may be in force than before.
    private static Stream<Instant> edges(List<Offer> offers, Optional<LockedPrice> lock) {
        var listed = offers.stream().flatMap(offer -> offer.prices().stream());
        var own = lock.stream().flatMap(locked -> locked.prices().stream());
        var versions =
                Stream.concat(listed, own)
                        .map(priced -> priced.version())
                        .flatMap(version ->
                                Stream.of(
                                                Stream.of(version.effectiveFrom()),
                                                version.effectiveTo().stream(),
                                                lock
                                                        .map(_ ->
                                                                version.publishedAt()
                                                                        .plus(LockedPrice.NOTICE))
                                                        .stream())
                                        .flatMap(one -> one));
        var ofLock =
                lock.stream()
                        .map(LockedPrice::lock)
                        .flatMap(one ->
                                Stream.of(
                                        one.from(),
                                        one.until(),
                                        one.until().plus(LockedPrice.NOTICE)));
        return Stream.concat(versions, ofLock);
    }
}
