package io.intertie.access;

import io.intertie.tariff.PriceBook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Locks with the prices that they keep.
@ApplicationScoped
public class LockedPrices {
    private final LockStore store;
    private final PriceBook book;
    private final Clock clock;

    @Inject
    LockedPrices(LockStore store, PriceBook book, Clock clock) {
        this.store = store;
        this.book = book;
        this.clock = clock;
    }

    /// All that may still price a request, by subscription: for the snapshot.
    public Map<UUID, LockedPrice> live() {
        var after = clock.instant().minus(LockedPrice.NOTICE);
        var locks = store.after(after);
        return locks.isEmpty() ? Map.of() : bySubscription(locks);
    }

    /// An organisation's locks that may still price its requests, by subscription.
    public Map<UUID, LockedPrice> of(UUID organisationId) {
        var after = clock.instant().minus(LockedPrice.NOTICE);
        return bySubscription(
                store.ofOrganisation(organisationId).stream()
                        .filter(lock -> lock.until().isAfter(after))
                        .toList());
    }

    /// Of two locks of a subscription the later one counts.
    private Map<UUID, LockedPrice> bySubscription(List<PriceLock> locks) {
        var prices = book.locked(locks.stream().map(PriceLock::id).toList());
        return locks.stream()
                .collect(
                        Collectors.toMap(
                                PriceLock::subscriptionId,
                                lock ->
                                        new LockedPrice(
                                                lock, prices.getOrDefault(lock.id(), List.of())),
                                (one, other) ->
                                        one.lock().until().isAfter(other.lock().until())
                                                ? one
                                                : other));
    }
}
