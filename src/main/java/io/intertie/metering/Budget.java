package io.intertie.metering;

import io.intertie.ledger.Leases;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.DatabaseAway;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/// What this node may still spend of one wallet, in memory.
///
/// **Always true** what is free, reserved, and recorded but not on the books is together what the
/// node's lease of the wallet has left in the database. **Units** whole micro: a charge counts as
/// its pico rounded up until it is booked.
final class Budget {
    /// A lease begins with so many requests like the one that asks, and doubles while they come.
    private static final long BEGINNING = 64;

    private static final long RECENT = TimeUnit.SECONDS.toNanos(2);
    private static final long BETWEEN_REFUSALS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long WHILE_AWAY = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST = 1L << 50;

    private final Leases leases;
    private final UUID organisationId;
    private final Currency currency;
    private final AtomicReference<Leases.Node> node;
    private final ReentrantLock lock = new ReentrantLock();
    private long free;
    private long inUse;
    private boolean mayHaveRest;
    private long target;
    private long usedAt = System.nanoTime();
    private long extendedAt = usedAt - RECENT;
    private long askAgainAt = usedAt;

    Budget(
            Leases leases,
            UUID organisationId,
            Currency currency,
            AtomicReference<Leases.Node> node) {
        this.leases = leases;
        this.organisationId = organisationId;
        this.currency = currency;
        this.node = node;
    }

    /// Takes an amount for a request, out of a larger lease if need be; false where the wallet must
    /// be asked itself.
    boolean reserve(long micro) {
        lock.lock();
        try {
            usedAt = System.nanoTime();
            if (free < micro && !isExtended(micro)) {
                return false;
            }
            use(micro);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isExtended(long micro) {
        if (usedAt - askAgainAt < 0) {
            return false;
        }
        var isBusy = usedAt - extendedAt < RECENT;
        var first = Math.min(MOST, Math.multiplyExact(BEGINNING, Math.min(micro, MOST)));
        target = isBusy ? Math.min(MOST, Math.max(2 * target, first)) : first;
        var missing = Math.subtractExact(micro, free);
        mayHaveRest = true;
        try {
            var taken =
                    leases.take(
                            node.get(),
                            organisationId,
                            new Money(currency, missing),
                            new Money(currency, Math.max(target, missing)));
            if (taken.isEmpty()) {
                askAgainAt = System.nanoTime() + BETWEEN_REFUSALS;
                return false;
            }
            free = Math.addExact(free, taken.get().micro());
            extendedAt = usedAt;
            return true;
        } catch (DatabaseAway away) {
            // Whoever waits for the lock shall not wait for the database again.
            askAgainAt = System.nanoTime() + WHILE_AWAY;
            throw away;
        }
    }

    private void use(long micro) {
        free = Math.subtractExact(free, micro);
        inUse = Math.addExact(inUse, micro);
    }

    /// What was reserved is not needed.
    void release(long micro) {
        spend(micro, 0);
    }

    /// A charge stands where an amount was reserved.
    void spend(long reserved, long charged) {
        locked(() -> use(Math.subtractExact(charged, reserved)));
    }

    /// Charges are on the books, and the lease paid so much of them.
    void settle(long charged, long consumed) {
        locked(() -> {
            use(-charged);
            free = Math.subtractExact(free, consumed);
        });
    }

    /// Gives what is free back to the wallet, if nothing was reserved for so long.
    void giveBack(long idleNanos) {
        lock.lock();
        try {
            if (!mayHaveRest || System.nanoTime() - usedAt < idleNanos) {
                return;
            }
            // When it is not known whether this came through, money must not be spent twice: what
            // stays leased by that is given back when nothing is in use.
            var rest = free;
            free = Math.min(free, 0);
            if (inUse == 0) {
                free = 0;
                leases.giveBackAll(node.get(), organisationId, currency);
                mayHaveRest = false;
            } else if (rest > 0) {
                leases.giveBack(node.get(), organisationId, new Money(currency, rest));
            }
            askAgainAt = System.nanoTime() + BETWEEN_REFUSALS;
        } finally {
            lock.unlock();
        }
    }

    /// The lease is not this node's any more.
    void lose() {
        locked(() -> free = Math.min(free, 0));
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
