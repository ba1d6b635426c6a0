package io.intertie.ledger;

import io.intertie.ledger.movement.ExpirePromo;
import io.intertie.ledger.movement.GrantPromo;
import io.intertie.ledger.movement.Reverse;
import io.intertie.ledger.movement.Template;
import io.intertie.money.Check;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The story of this room: entries go in once, balances come out.
@ApplicationScoped
public class Journal {
    private final Database database;
    private final JournalStore entries;
    private final BalanceStore balances;
    private final WalletStore wallets;
    private final PromoStore promos;
    private final Clock clock;

    @Inject
    Journal(
            Database database,
            JournalStore entries,
            BalanceStore balances,
            WalletStore wallets,
            PromoStore promos,
            Clock clock) {
        this.database = database;
        this.entries = entries;
        this.balances = balances;
        this.wallets = wallets;
        this.promos = promos;
        this.clock = clock;
    }

    /// What booking an entry came to.
    public sealed interface Outcome {
        record Booked(JournalEntry entry) implements Outcome {}

        /// The same cause was booked before with the same postings: its entry, nothing new.
        record Replayed(JournalEntry entry) implements Outcome {}

        /// The same cause was booked before with other postings: nothing was written.
        record Conflict(JournalEntry booked) implements Outcome {}
    }

    /// Books a named movement, now, in the running transaction or in its own.
    ///
    /// Reversals are booked by [Reversals], and promo credit expires by itself.
    public Outcome book(Template movement) {
        return database.transaction(() -> {
            Check.that(
                    !(movement instanceof Reverse || movement instanceof ExpirePromo),
                    "%s has another way",
                    movement);
            var outcome = book(entry(movement));
            if (outcome instanceof Outcome.Booked && movement instanceof GrantPromo grant) {
                promos.open(grant);
            }
            return outcome;
        });
    }

    /// A movement as an entry of now, not booked yet.
    JournalEntry entry(Template movement) {
        var now = clock.instant();
        return new JournalEntry(
                UuidV7.at(now),
                movement.kind(),
                movement.externalRef(),
                now,
                movement.postings(),
                movement.basis());
    }

    /// Books an entry in the running transaction, or in its own.
    ///
    /// A wallet that the entry pays into is opened if need be. One that it would overdraw, or take
    /// below what is held, makes the whole transaction fail.
    public Outcome book(JournalEntry entry) {
        return database.transaction(() -> {
            if (!entries.write(entry)) {
                return bookedBefore(entry);
            }
            wallets.post(entry.postings());
            return new Outcome.Booked(entry);
        });
    }

    private Outcome bookedBefore(JournalEntry entry) {
        var booked = entries.find(entry.kind(), entry.externalRef()).orElseThrow();
        return booked.postings().equals(entry.postings())
                ? new Outcome.Replayed(booked)
                : new Outcome.Conflict(booked);
    }

    public Optional<JournalEntry> find(UUID id) {
        return entries.find(id);
    }

    public Optional<JournalEntry> find(JournalEntry.Kind kind, String externalRef) {
        return entries.find(kind, externalRef);
    }

    /// An account's balance, credits positive.
    public Money balance(Account account) {
        return balances.balance(account);
    }

    /// Entries that touch an account, the newest first.
    public List<JournalEntry> touching(Account account, int limit) {
        return entries.touching(account, limit);
    }

    /// Entries booked in `[from, to)` that touch an account, the oldest first.
    public List<JournalEntry> touching(Account account, Instant from, Instant to) {
        return entries.touching(account, from, to);
    }

    /// Per account code and currency: sums over all entries. Each currency adds up to zero.
    public List<TrialBalanceLine> trialBalance() {
        return balances.trialBalance();
    }
}
