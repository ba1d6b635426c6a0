package io.intertie.billing;

import io.intertie.audit.TestTrail;
import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.ledger.TestLedger;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.config.Settings;
import io.intertie.platform.persistence.Database;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The room wired by hand on a database.
record TestBilling(
        TestLedger ledger,
        Trail trail,
        CardPaymentStore payments,
        CardSettling settling,
        TopUps topUps,
        CardEvents events,
        Refunds refunds,
        RefundSending sending,
        AutoTopUps autoTopUps,
        AutoCharging charging,
        LowBalance lowBalance,
        PaymentReferences references,
        BankFiles bankFiles,
        Receipts receipts,
        ProcessorPayouts payouts) {
    static final Actor ANN = admin("ann");
    static final Actor BOB = admin("bob");

    /// Nobody has sent a payment.
    static final SentPayments NOTHING_SENT =
            new SentPayments() {
                @Override
                public Optional<Meaning> line(Moved line) {
                    return Optional.empty();
                }

                @Override
                public Optional<Meaning> answer(Answer answer) {
                    return Optional.empty();
                }
            };

    private static Actor admin(String name) {
        return new Actor(name, Actor.OPERATOR, Set.of(Role.ADMIN), "192.0.2.9");
    }

    static TestBilling on(Database database, Settings settings, Clock clock) {
        var ledger = TestLedger.on(database, clock);
        var trail = TestTrail.on(database, clock);
        var journal = ledger.journal();
        var payments = new CardPaymentStore(database);
        var saved = new SavedCards(database);
        var refundStore = new RefundStore(database);
        var books =
                new RefundBooks(refundStore, journal, ledger.reversals(), ledger.wallets(), clock);
        var losses =
                new CardLosses(
                        refundStore,
                        books,
                        new DisputeStore(database),
                        journal,
                        ledger.wallets(),
                        clock);
        var processors = new Processors(settings);
        var settling =
                new CardSettling(
                        database,
                        payments,
                        saved,
                        processors,
                        new CardBooking(payments, saved, losses, journal, clock),
                        trail);
        var payouts =
                new ProcessorPayouts(
                        database, processors, journal, ledger.reversals(), trail, clock);
        var sending = new RefundSending(database, payments, refundStore, processors, books, trail);
        var rules = new AutoTopUpStore(database);
        var autoTopUps = new AutoTopUps(database, rules, saved, processors, trail, clock);
        var bank = TestBank.on(ledger, settings, payouts, clock);
        return new TestBilling(
                ledger,
                trail,
                payments,
                settling,
                new TopUps(payments, refundStore, settling, processors, journal, clock),
                new CardEvents(
                        new StripeEvents(settings, clock),
                        new CardEventStore(database, clock),
                        payments,
                        settling,
                        payouts,
                        trail),
                new Refunds(database, payments, refundStore, sending, trail, clock),
                sending,
                autoTopUps,
                new AutoCharging(
                        rules,
                        autoTopUps,
                        saved,
                        payments,
                        settling,
                        new AutoCharging.Lows(ledger.wallets(), clock)),
                new LowBalance(database, ledger.wallets(), clock),
                bank.references(),
                bank.files(),
                bank.receipts(),
                payouts);
    }

    Money available(UUID organisation, String currency) {
        return ledger.wallets()
                .find(organisation, Currency.of(currency))
                .map(wallet -> wallet.available())
                .orElse(Money.zero(Currency.of(currency)));
    }

    /// A market's account as people write it: `USD 96.800000`, credits positive.
    String balance(AccountCode code, String currency) {
        return ledger.journal()
                .balance(Account.ofMarket(code, Currency.of(currency)))
                .major()
                .toPlainString();
    }

    /// An entry as an auditor writes it; empty if there is none.
    String postings(JournalEntry.Kind kind, String ref, UUID buyer) {
        return ledger.journal().find(kind, ref).stream()
                .flatMap(entry -> entry.postings().stream())
                .map(Posting::toString)
                .collect(Collectors.joining("\n"))
                .replace(buyer.toString(), "buyer");
    }

    static Money money(String major, String currency) {
        return Money.of(major, Currency.of(currency));
    }

    Optional<CardPayment> payment(UUID id) {
        return payments.find(id);
    }
}
