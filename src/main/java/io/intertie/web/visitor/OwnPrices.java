package io.intertie.web.visitor;

import io.intertie.access.LockedPrice;
import io.intertie.access.LockedPrices;
import io.intertie.access.Subscription;
import io.intertie.access.Subscriptions;
import io.intertie.tariff.PriceVersion;
import io.intertie.web.Figures;
import io.intertie.web.Offer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What a signed-in buyer has of an offer: a subscription, and a price of its own.
@ApplicationScoped
class OwnPrices {
    private final Subscriptions subscriptions;
    private final LockedPrices locked;
    private final Clock clock;

    @Inject
    OwnPrices(Subscriptions subscriptions, LockedPrices locked, Clock clock) {
        this.subscriptions = subscriptions;
        this.locked = locked;
        this.clock = clock;
    }

    /// Whether the model is subscribed to, and the lock that holds of the offer's prices.
    public record Held(boolean isSubscribed, Optional<Locked> lock) {
        static final Held NOTHING = new Held(false, Optional.empty());
    }

    /// A locked price of now, and until when it is.
    public record Locked(String price, Figures.Moment until) {}

    Held of(UUID organisationId, Offer offer, Figures figures) {
        var live =
                subscriptions.of(organisationId).stream()
                        .filter(one -> one.endedAt().isEmpty())
                        .filter(one -> one.modelId().equals(offer.offered().model().id()))
                        .map(Subscription::id)
                        .toList();
        if (live.isEmpty()) {
            return Held.NOTHING;
        }
        var now = clock.instant();
        var lock =
                locked.of(organisationId).values().stream()
                        .filter(one -> live.contains(one.lock().subscriptionId()))
                        .filter(one -> one.isOf(offer.offered().listing().id()))
                        .filter(one -> now.isBefore(one.lock().until()))
                        .findFirst();
        return new Held(true, lock.flatMap(one -> written(one, offer, now, figures)));
    }

    private static Optional<Locked> written(
            LockedPrice lock, Offer offer, Instant now, Figures figures) {
        return lock.prices().stream()
                .filter(one -> one.version().isInForceAt(now))
                .findFirst()
                .map(one -> one.at(now))
                .flatMap(
                        price -> price.version().line(offer.lead(), price.band(), offer.currency()))
                .map(PriceVersion.Line::buyerMicroPerMillion)
                .map(micro ->
                        new Locked(
                                figures.price(offer.currency(), micro),
                                figures.moment(lock.lock().until())));
    }
}
