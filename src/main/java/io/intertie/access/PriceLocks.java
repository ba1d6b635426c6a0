package io.intertie.access;

import io.intertie.identity.Actor;
import io.intertie.platform.http.Faults;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.Repricing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/// Locks of prices: a subscription keeps a listing's price of today for as long as its provider
/// grants.
///
/// **Always true** a subscription has at most one lock at a time, and none ever changes
/// (`PriceLocksTest`).
@ApplicationScoped
public class PriceLocks {
    private static final long MOST_TOKENS = 1_000_000_000_000_000L;

    private final LockStore store;
    private final Subscriptions subscriptions;
    private final Printing printing;
    private final BiConsumer<PriceLock, Actor> told;
    private final Database database;
    private final Clock clock;

    /// Begins the series of a lock's prices; refuses what the listing does not grant.
    interface Printing {
        void lock(UUID seriesId, UUID listingId, int days, Actor actor);
    }

    /// What a buyer asks for; without a listing the one that the subscription is pinned to.
    public record Asked(
            UUID subscriptionId,
            Optional<UUID> listingId,
            int days,
            Optional<Long> committedTokens) {}

    @Inject
    PriceLocks(
            LockStore store,
            Subscriptions subscriptions,
            Repricing repricing,
            LockNews news,
            Database database,
            Clock clock) {
        this(store, subscriptions, repricing::lock, news::locked, database, clock);
    }

    PriceLocks(
            LockStore store,
            Subscriptions subscriptions,
            Printing printing,
            BiConsumer<PriceLock, Actor> told,
            Database database,
            Clock clock) {
        this.store = store;
        this.subscriptions = subscriptions;
        this.printing = printing;
        this.told = told;
        this.database = database;
        this.clock = clock;
    }

    /// Locks the price that is in force now, for so many days from now.
    ///
    /// @throws Problem if the subscription is not theirs or has a lock, at `listing_id` if the
    ///   listing does not serve it, at `days` if its provider does not grant so many
    public PriceLock lock(Asked asked, UUID organisationId, Actor actor) {
        if (!actor.mayActFor(organisationId)) {
            throw notFound();
        }
        var subscription = live(asked.subscriptionId(), organisationId);
        var listing =
                asked.listingId()
                        .or(subscription::listingId)
                        .orElseThrow(() ->
                                Problem.field(
                                        "listing_id",
                                        Wording.of(
                                                "lock.name",
                                                "Name the listing: any provider may serve this"
                                                        + " subscription.")));
        new Faults()
                .when(
                        !subscriptions.mayBeServedBy(subscription, listing),
                        "listing_id",
                        Wording.of("lock.listing", "No such listing serves this subscription."))
                .when(
                        asked.committedTokens()
                                .filter(tokens -> tokens < 1 || tokens > MOST_TOKENS)
                                .isPresent(),
                        "committed_tokens",
                        Wording.of("lock.tokens", "Lies between 1 and 10^15."))
                .refuse();
        return database.transaction(() -> {
            subscriptions.hold(subscription.id(), organisationId);
            var now = clock.instant();
            store.of(subscription.id())
                    .filter(last -> last.until().isAfter(now))
                    .ifPresent(last -> {
                        throw new Problem(
                                ProblemType.CONFLICT,
                                Wording.of(
                                        "lock.lasts",
                                        "This subscription's price is locked until %s.",
                                        last.until()));
                    });
            var lock =
                    new PriceLock(
                            UuidV7.at(now),
                            subscription.id(),
                            organisationId,
                            listing,
                            now,
                            now.plus(Duration.ofDays(Math.max(1, asked.days()))),
                            asked.committedTokens());
            printing.lock(lock.id(), listing, asked.days(), actor);
            store.add(lock, actor.name());
            told.accept(lock, actor);
            return lock;
        });
    }

    /// All locks of an organisation, those that have ended too, the one that lasts longest first.
    public List<PriceLock> of(UUID organisationId) {
        return store.ofOrganisation(organisationId);
    }

    public Optional<PriceLock> find(UUID id) {
        return store.find(id);
    }

    private Subscription live(UUID subscriptionId, UUID organisationId) {
        return subscriptions.of(organisationId).stream()
                .filter(one -> one.id().equals(subscriptionId) && one.endedAt().isEmpty())
                .findFirst()
                .orElseThrow(PriceLocks::notFound);
    }

    private static Problem notFound() {
        return new Problem(
                ProblemType.NOT_FOUND,
                Wording.of("subscription.none", "You have no such subscription."));
    }
}
