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
///
/// Who takes of what is there never waits for the database: only one at a time goes there, and
/// holds the figures no longer than it takes to read or change them.
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

    /// Held by whoever asks the database for more, or gives back.
    private final ReentrantLock journey = new ReentrantLock();

    private final Object figures = new Object();
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

    /// Takes an amount of what is there; false where more must be leased first.
    boolean reserveNow(long micro) {
        synchronized (figures) {
            usedAt = System.nanoTime();
            if (free < micro) {
                return false;
            }
            use(micro);
            return true;
        }
    }

    /// Takes an amount for a request, out of a larger lease if need be; false where the wallet must
    /// be asked itself.
    boolean reserve(long micro) {
        if (reserveNow(micro)) {
            return true;
        }
        journey.lock();
        try {
            // Whoever was here before may have leased enough for both.
            return reserveNow(micro) || (isExtended(micro) && reserveNow(micro));
        } finally {
            journey.unlock();
        }
    }

    private boolean isExtended(long micro) {
        var now = System.nanoTime();
        if (now - askAgainAt < 0) {
            return false;
        }
        var isBusy = now - extendedAt < RECENT;
        var first = Math.min(MOST, Math.multiplyExact(BEGINNING, Math.min(micro, MOST)));
        target = isBusy ? Math.min(MOST, Math.max(2 * target, first)) : first;
        long missing;
        synchronized (figures) {
            missing = Math.max(1, Math.subtractExact(micro, free));
        }
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
            synchronized (figures) {
                free = Math.addExact(free, taken.get().micro());
            }
            extendedAt = now;
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
        journey.lock();
        try {
            long rest;
            boolean isAll;
            synchronized (figures) {
                if (!mayHaveRest || System.nanoTime() - usedAt < idleNanos) {
                    return;
                }
                // When it is not known whether this came through, money must not be spent twice:
                // what stays leased by that is given back when nothing is in use.
                rest = free;
                isAll = inUse == 0;
                free = isAll ? 0 : Math.min(free, 0);
            }
            if (isAll) {
                leases.giveBackAll(node.get(), organisationId, currency);
                mayHaveRest = false;
            } else if (rest > 0) {
                leases.giveBack(node.get(), organisationId, new Money(currency, rest));
            }
            askAgainAt = System.nanoTime() + BETWEEN_REFUSALS;
        } finally {
            journey.unlock();
        }
    }

    /// The lease is not this node's any more.
    void lose() {
        locked(() -> free = Math.min(free, 0));
    }

    private void locked(Runnable change) {
        synchronized (figures) {
            change.run();
        }
    }
}
