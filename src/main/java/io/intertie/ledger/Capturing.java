package io.intertie.ledger;

import io.intertie.money.Carry;
import io.intertie.money.Check;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Question;
import io.intertie.platform.persistence.Statement;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Books charges of wallets that are locked, one after the other, and writes them all at once.
///
/// Each statement carries all of them, so that a batch costs as many as one charge does.
@ApplicationScoped
class Capturing {
    private final Database database;
    private final JournalStore entries;
    private final WalletStore wallets;
    private final CarryStore carries;
    private final Clock clock;

    @Inject
    Capturing(
            Database database,
            JournalStore entries,
            WalletStore wallets,
            CarryStore carries,
            Clock clock) {
        this.database = database;
        this.entries = entries;
        this.wallets = wallets;
        this.carries = carries;
        this.clock = clock;
    }

    /// A charge and what was set aside for it, in a hold or in a lease, which ends by it. **Units**
    /// micro.
    record Backed(ChargeUsage.Charge charge, long held, long leased) {
        static Backed byHold(ChargeUsage.Charge charge, Hold hold) {
            return new Backed(charge, hold.amount().micro(), 0);
        }

        WalletStore.Key wallet() {
            return new WalletStore.Key(charge.buyerId(), charge.buyerCurrency());
        }
    }

    /// A statement that ends holds or leases, and how many rows it must touch.
    record Ending(Statement statement, int rows) {}

    /// The question for what charges must know, to be asked when their wallets are locked.
    Question<CarryStore.Known> before(List<ChargeUsage.Charge> all) {
        var keys = all.stream().map(CarryStore.OfProvider::of).collect(Collectors.toSet());
        return carries.before(keys, all.size());
    }

    /// Books charges in their order, and ends what stood behind them; tells what came of each.
    List<ChargeUsage.Outcome.Captured> book(
            List<Backed> all,
            Map<WalletStore.Key, WalletStore.Locked> locked,
            CarryStore.Before known,
            List<Ending> endings) {
        var tills = new LinkedHashMap<WalletStore.Key, Till>();
        var owed = new Owed(carries, new HashMap<>(known.providers()), new HashMap<>());
        var steps = new ArrayList<CarryStore.Step>();
        var booked = new ArrayList<JournalEntry>();
        var outcomes = new ArrayList<ChargeUsage.Outcome.Captured>();
        for (var backed : all) {
            var charge = backed.charge();
            var key = backed.wallet();
            var till =
                    tills.computeIfAbsent(
                            key,
                            wallet ->
                                    new Till(
                                            Optional.ofNullable(locked.get(wallet))
                                                    .orElseThrow(() ->
                                                            new IllegalStateException(
                                                                    "no wallet " + wallet))));
            var before = owed.before(charge, till);
            var legs = ChargeLegs.of(charge, before);
            var payment = till.pay(backed, legs);
            owed.after(charge, legs);
            steps.add(new CarryStore.Step(charge, before, legs));
            var entry = entry(charge, legs.postings(charge, till.mode(), payment));
            entry.ifPresent(booked::add);
            outcomes.add(
                    new ChargeUsage.Outcome.Captured(
                            entry, payment.buyerMicro(), legs.after().buyer().pico()));
        }
        var paid = tills.values().stream().map(Till::paid).toList();
        write(endings, paid, steps, booked, known.entryNumbers());
        wallets.usePromos(paid);
        carries.writeVat(steps);
        return outcomes;
    }

    private void write(
            List<Ending> endings,
            List<WalletStore.Paid> paid,
            List<CarryStore.Step> steps,
            List<JournalEntry> booked,
            List<Long> numbers) {
        var numbered = new HashMap<UUID, Long>();
        for (int i = 0; i < booked.size(); i++) {
            numbered.put(booked.get(i).id(), numbers.get(i));
        }
        var statements = new ArrayList<>(endings.stream().map(Ending::statement).toList());
        statements.add(wallets.payment(paid));
        statements.add(carries.steps(steps));
        // Not by way of the journal: the wallets follow in the same journey.
        statements.addAll(entries.writing(booked, numbered));
        var touched = database.together(statements);
        for (int i = 0; i < endings.size(); i++) {
            Check.that(touched.get(i) == endings.get(i).rows(), "ended %s", touched);
        }
        Check.that(touched.get(endings.size()) == paid.size(), "%s of %s", touched, paid);
    }

    private Optional<JournalEntry> entry(ChargeUsage.Charge charge, List<Posting> postings) {
        if (postings.isEmpty()) {
            return Optional.empty();
        }
        var now = clock.instant();
        var basis = new HashMap<>(charge.basis());
        basis.put("servedAt", charge.servedAt().toString());
        basis.put("buyerPico", Long.toString(charge.buyerPico()));
        basis.put("providerPico", Long.toString(charge.providerPico()));
        charge.vat().ifPresent(vat -> basis.put("vatBps", Integer.toString(vat.bps())));
        return Optional.of(
                new JournalEntry(
                        UuidV7.at(now),
                        JournalEntry.Kind.CAPTURE,
                        charge.captureId().toString(),
                        now,
                        postings,
                        basis));
    }

    private record OfVat(UUID buyerId, String currency, String jurisdiction) {}

    /// What is owed below one micro to others than the wallet itself, as the charges go on.
    private record Owed(
            CarryStore store,
            Map<CarryStore.OfProvider, Carry> providers,
            Map<OfVat, FineCarry> vats) {
        ChargeLegs.Carries before(ChargeUsage.Charge charge, Till till) {
            return new ChargeLegs.Carries(
                    till.carry,
                    till.share,
                    providers.getOrDefault(CarryStore.OfProvider.of(charge), Carry.NONE),
                    charge.vat()
                            .map(vat ->
                                    vats.computeIfAbsent(
                                            key(charge, vat), _ -> store.vat(charge, vat)))
                            .orElse(FineCarry.NONE));
        }

        void after(ChargeUsage.Charge charge, ChargeLegs legs) {
            providers.put(CarryStore.OfProvider.of(charge), legs.after().provider());
            charge.vat().ifPresent(vat -> vats.put(key(charge, vat), legs.after().vat()));
        }

        private static OfVat key(ChargeUsage.Charge charge, ChargeUsage.Vat vat) {
            return new OfVat(charge.buyerId(), charge.buyerCurrency().code(), vat.jurisdiction());
        }
    }

    /// A wallet while charges are taken from it. **Units** micro.
    private static final class Till {
        private final WalletStore.Locked locked;
        private Carry carry;
        private FineCarry share;
        private long posted;
        private long promo;
        private long held;
        private long leased;

        Till(WalletStore.Locked locked) {
            this.locked = locked;
            this.carry = new Carry(locked.wallet().carryPico());
            this.share = locked.share();
        }

        Book.Mode mode() {
            return locked.mode();
        }

        /// Promo credit pays first; more than was set aside is taken from what is available.
        ChargeLegs.Payment pay(Backed backed, ChargeLegs legs) {
            var wallet = locked.wallet();
            held = Math.addExact(held, backed.held());
            leased = Math.addExact(leased, backed.leased());
            var available = wallet.available().micro() + held + leased - posted - promo;
            var payment =
                    ChargeLegs.Payment.of(
                            legs.dueMicro(), wallet.promo().micro() - promo, available);
            posted = Math.addExact(posted, payment.walletMicro());
            promo = Math.addExact(promo, payment.promoMicro());
            carry = legs.after().buyer();
            share = legs.after().share();
            return payment;
        }

        WalletStore.Paid paid() {
            var wallet = locked.wallet();
            return new WalletStore.Paid(
                    new WalletStore.Key(wallet.organisationId(), wallet.posted().currency()),
                    posted,
                    promo,
                    held,
                    leased,
                    carry,
                    share);
        }
    }
}
