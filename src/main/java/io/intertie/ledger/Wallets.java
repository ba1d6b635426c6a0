package io.intertie.ledger;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The buyers' wallets, and the money set aside in them.
public interface Wallets {
    /// Opens a wallet; one that exists stays as it is.
    Wallet open(UUID organisationId, Currency currency);

    Optional<Wallet> find(UUID organisationId, Currency currency);

    List<Wallet> of(UUID organisationId);

    /// Sets money aside by one conditional update; the same request again gives the same hold.
    HoldOutcome place(UUID requestId, UUID organisationId, Money amount, Instant expiresAt);

    /// Gives a held amount back; nothing happens when the hold has ended already.
    boolean release(UUID requestId);

    /// Gives back what is held past its time.
    int releaseExpired(Instant now);

    Optional<Hold> hold(UUID requestId);

    /// A wallet's movements with the balance after each, the newest first.
    List<Movement> movements(UUID organisationId, Currency currency, int limit);

    /// One line of a wallet's history.
    record Movement(JournalEntry entry, Money amount, Money balanceAfter) {}
}
