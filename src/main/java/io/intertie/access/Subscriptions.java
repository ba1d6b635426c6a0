package io.intertie.access;

import io.intertie.audit.Trail;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.identity.Actor;
import io.intertie.platform.http.Faults;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.outbox.Outbox;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Which models an organisation may call.
///
/// **Always true** an organisation has at most one live subscription to a model
/// (`SubscriptionsTest`).
@ApplicationScoped
public class Subscriptions {
    private final SubscriptionStore store;
    private final Catalog catalog;
    private final Database database;
    private final Trail trail;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    Subscriptions(
            SubscriptionStore store,
            Catalog catalog,
            Database database,
            Trail trail,
            Outbox outbox,
            Clock clock) {
        this.store = store;
        this.catalog = catalog;
        this.database = database;
        this.trail = trail;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Subscribes; an existing live subscription to the model is returned as it is.
    ///
    /// @throws Problem at `modelId`, `listingId` or `maxOutputMicroPerMillion`
    public Subscription start(Subscription subscription, Actor actor) {
        requireMayActFor(subscription.organisationId(), actor);
        check(subscription);
        return database.transaction(() -> {
            store.lockStartsOf(subscription.organisationId());
            var live = store.liveOf(subscription.organisationId(), subscription.modelId());
            if (live.isPresent()) {
                return live.get().value();
            }
            store.add(new SubscriptionRow(subscription));
            tell(actor, "subscription.started", subscription);
            return subscription;
        });
    }

    /// Ends a subscription of the organisation; one that has ended stays as it is.
    ///
    /// @throws Problem NOT_FOUND if the organisation has no such subscription
    public Subscription end(UUID subscriptionId, UUID organisationId, Actor actor) {
        requireMayActFor(organisationId, actor);
        return database.transaction(() -> {
            var row = store.lock(subscriptionId, organisationId).orElseThrow(this::notFound);
            if (row.end(clock.instant())) {
                tell(actor, "subscription.ended", row.value());
            }
            return row.value();
        });
    }

    /// Sets where the calls of a live subscription may go from now on.
    ///
    /// @throws Problem NOT_FOUND if the organisation has no such live subscription
    public Subscription keep(
            UUID subscriptionId, UUID organisationId, RoutePolicy policy, Actor actor) {
        requireMayActFor(organisationId, actor);
        return database.transaction(() -> {
            var row =
                    store.lock(subscriptionId, organisationId)
                            .filter(one -> one.value().endedAt().isEmpty())
                            .orElseThrow(this::notFound);
            row.keep(policy);
            tell(actor, "subscription.restricted", row.value());
            return row.value();
        });
    }

    /// All subscriptions of an organisation, ended ones too, the newest first.
    public List<Subscription> of(UUID organisationId) {
        return store.of(organisationId).stream().map(SubscriptionRow::value).toList();
    }

    /// The live subscriptions of some organisations.
    public List<Subscription> live(Collection<UUID> organisations) {
        return store.live(organisations).stream().map(SubscriptionRow::value).toList();
    }

    /// The organisations whose live subscriptions a listing may serve.
    public List<UUID> servedBy(Listing listing) {
        return servedBy(listing, clock.instant());
    }

    /// Those of them that had subscribed by an instant.
    public List<UUID> servedBy(Listing listing, Instant by) {
        return store.servedBy(listing.modelId(), listing.id(), by);
    }

    /// Whether a listing may serve a subscription's requests.
    boolean mayBeServedBy(Subscription subscription, UUID listingId) {
        return subscription.listingId().map(listingId::equals).orElse(true)
                && catalog.listing(listingId)
                        .filter(listing -> listing.modelId().equals(subscription.modelId()))
                        .filter(Subscriptions::isOnOffer)
                        .isPresent();
    }

    /// Lets nobody else change a subscription until the transaction ends.
    void hold(UUID subscriptionId, UUID organisationId) {
        var _ = store.lock(subscriptionId, organisationId).orElseThrow(this::notFound);
    }

    private void check(Subscription subscription) {
        var modelId = subscription.modelId();
        var pinned = subscription.listingId();
        new Faults()
                .when(
                        catalog.model(modelId).isEmpty(),
                        "modelId",
                        Wording.of("offer.model", "There is no such model."))
                .when(
                        pinned.isPresent()
                                && pinned.flatMap(catalog::listing)
                                        .filter(listing -> listing.modelId().equals(modelId))
                                        .filter(Subscriptions::isOnOffer)
                                        .isEmpty(),
                        "listingId",
                        Wording.of("subscription.listing", "No such listing offers this model."))
                .when(
                        subscription.maxOutputMicroPerMillion().filter(cap -> cap <= 0).isPresent(),
                        "maxOutputMicroPerMillion",
                        Wording.of("subscription.cap", "Must be more than 0."))
                .when(
                        subscription.endedAt().isPresent(),
                        "endedAt",
                        Wording.of("subscription.start", "It has yet to start."))
                .refuse();
    }

    private static boolean isOnOffer(Listing listing) {
        return listing.state() == Listing.State.LIVE || listing.state() == Listing.State.PAUSED;
    }

    private void tell(Actor actor, String action, Subscription subscription) {
        var detail = Map.of("modelId", subscription.modelId().toString());
        outbox.publish(new SubscriptionChanged(subscription.organisationId()));
        trail.record(actor, action, "subscription:" + subscription.id(), detail);
    }

    private void requireMayActFor(UUID organisationId, Actor actor) {
        if (!actor.mayActFor(organisationId)) {
            throw notFound();
        }
    }

    private Problem notFound() {
        return new Problem(
                ProblemType.NOT_FOUND,
                Wording.of("subscription.none", "You have no such subscription."));
    }
}
