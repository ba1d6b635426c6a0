package io.intertie.metering;

import io.intertie.ledger.Hold;
import io.intertie.ledger.Wallets;
import io.intertie.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// How requests' money is set aside and taken: each by itself, or out of a node's lease.
sealed interface SpendingMode permits StrictMode, LeaseMode {
    /// What a request may cost at most, and the limits it must keep.
    record Asked(
            UUID requestId, UUID buyerId, Money needed, Instant expiresAt, List<Wallets.Cap> caps) {
        public Asked {
            caps = List.copyOf(caps);
        }
    }

    /// Sets the money aside, or tells why it cannot be.
    Hold.Outcome reserve(Asked asked);

    /// The same from memory alone; empty where the database must be asked.
    default Optional<Hold.Outcome> reserveNow(Asked asked) {
        return Optional.empty();
    }

    /// Gives what was set aside back: nothing was delivered.
    void release(UUID requestId);

    /// Gives back what was set aside for requests that never ended; tells for how many.
    int expire(Instant now);

    /// Whether a request is kept here, and not on the books yet.
    boolean isUnbooked(UUID requestId);

    /// Keeps the record for good and charges it, once for each request id; tells the charge that
    /// holds.
    ///
    /// @throws HoldGone if nothing is set aside for it; then nothing was written
    Charge record(UsageRecord usage, Charge charge);

    /// The same without waiting for the disk, and what is begun twice is done once; empty where the
    /// database must be asked.
    default Optional<CompletableFuture<Charge>> recordLater(UsageRecord usage, Charge charge) {
        return Optional.empty();
    }
}
