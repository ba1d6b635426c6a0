package io.intertie.ledger;

import io.intertie.ledger.movement.TopUp;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// The room wired by hand on a database, for tests of this room and of those above it.
public record TestLedger(
        Database database,
        Journal journal,
        Wallets wallets,
        Leases leases,
        ChargeUsage chargeUsage,
        Reversals reversals,
        Coherence coherence,
        Runnable promoExpiry) {
    public static TestLedger on(Database database, Clock clock) {
        var entries = new JournalStore(database);
        var balances = new BalanceStore(database, entries);
        var promos = new PromoStore(database);
        var wallets = new WalletStore(database, promos);
        var counters = new CounterStore(database);
        var holds = new HoldStore(database, counters);
        var leases = new LeaseStore(database);
        var capturing = new Capturing(database, entries, wallets, new CarryStore(database), clock);
        var journal = new Journal(database, entries, balances, wallets, promos, clock);
        return new TestLedger(
                database,
                journal,
                new Wallets(database, wallets, holds, counters, balances, clock),
                new Leases(database, leases, wallets, clock),
                new ChargeUsage(database, wallets, holds, leases, capturing, clock),
                new Reversals(database, journal, new ReversalStore(database, entries), promos),
                new Coherence(database, entries),
                new PromoExpiry(database, journal, wallets, promos, clock)::expire);
    }

    /// Puts money into a wallet.
    public void topUp(UUID organisationId, String amount, String currency) {
        var paid = Money.of(amount, Currency.of(currency));
        journal.book(
                new TopUp(
                        UUID.randomUUID().toString(),
                        organisationId,
                        paid,
                        Money.zero(paid.currency()),
                        Map.of()));
    }

    /// Sets money aside for a new request.
    public UUID placed(UUID organisationId, String amount, String currency, Instant expiresAt) {
        var requestId = UUID.randomUUID();
        var outcome =
                wallets.place(
                        requestId,
                        organisationId,
                        Money.of(amount, Currency.of(currency)),
                        expiresAt);
        if (!(outcome instanceof Hold.Outcome.Placed)) {
            throw new IllegalStateException(outcome.toString());
        }
        return requestId;
    }
}
