package io.intertie.ledger;

import io.intertie.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The story of this room: entries go in once, balances come out.
public interface Journal {
    /// What booking an entry came to.
    sealed interface Outcome {
        record Booked(JournalEntry entry) implements Outcome {}

        /// The same cause was booked before with the same postings: its entry, nothing new.
        record Replayed(JournalEntry entry) implements Outcome {}

        /// The same cause was booked before with other postings: nothing was written.
        record Conflict(JournalEntry booked) implements Outcome {}
    }

    /// Books an entry in the running transaction, or in its own.
    Outcome book(JournalEntry entry);

    Optional<JournalEntry> find(UUID id);

    Optional<JournalEntry> find(JournalEntry.Kind kind, String externalRef);

    /// An account's balance, credits positive.
    Money balance(Account account);

    /// Entries that touch an account, the newest first.
    List<JournalEntry> touching(Account account, int limit);

    /// Entries of a kind, booked in `[from, to)`, that touch an account, the oldest first.
    List<JournalEntry> touching(Account account, Instant from, Instant to);

    /// Per account code and currency: sums over all entries. Each currency adds up to zero.
    List<TrialBalanceLine> trialBalance();
}
