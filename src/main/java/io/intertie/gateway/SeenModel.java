package io.intertie.gateway;

import io.intertie.access.Subscription;
import io.intertie.catalog.Model;
import io.intertie.gateway.admission.Caller;
import io.intertie.gateway.routing.Offer;
import io.intertie.money.Currency;
import io.intertie.tariff.PriceInForce;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A model as one caller sees it: the offers that may serve it, at what it would be billed.
record SeenModel(Snapshot snapshot, Model model, Optional<Subscription> subscription) {
    /// The currency of those who do not subscribe.
    private static final Currency SHOWN = Currency.of("USD");

    static SeenModel of(Snapshot snapshot, Optional<Caller> caller, Model model) {
        return new SeenModel(snapshot, model, caller.flatMap(one -> one.subscription(model)));
    }

    Currency currency() {
        return subscription.map(Subscription::currency).orElse(SHOWN);
    }

    /// The offers that may serve the caller.
    List<Offer> offers() {
        var pinned = subscription.flatMap(Subscription::listingId);
        return snapshot.router().offers(model.id()).stream()
                .filter(offer -> pinned.map(offer.listing().id()::equals).orElse(true))
                .toList();
    }

    Optional<PriceInForce> price(Offer offer, Instant now) {
        return subscription
                .map(one -> snapshot.router().price(offer, one, now))
                .orElseGet(() -> offer.priceAt(now));
    }
}
