package io.intertie.access;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/// Tells the trail and the rooms above of a lock.
@ApplicationScoped
class LockNews {
    private final Trail trail;
    private final Outbox outbox;

    @Inject
    LockNews(Trail trail, Outbox outbox) {
        this.trail = trail;
        this.outbox = outbox;
    }

    void locked(PriceLock lock, Actor actor) {
        outbox.publish(new SubscriptionChanged(lock.organisationId()));
        trail.record(
                actor,
                "price.locked",
                "subscription:" + lock.subscriptionId(),
                Map.of(
                        "listing", lock.listingId().toString(),
                        "until", lock.until().toString()));
    }
}
