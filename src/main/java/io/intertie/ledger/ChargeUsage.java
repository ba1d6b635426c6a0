package io.intertie.ledger;

import io.intertie.money.Check;
import io.intertie.money.Currency;
import io.intertie.money.Rounding;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// Templates E4 to E6, and E9's use: a request's charge leaves the buyer's wallet, the provider is
/// owed its own price, VAT is owed to its jurisdiction.
///
/// As an agent (E4):
///
/// | from | to | amount |
/// |---|---|---|
/// | buyer's wallet | platform fee | the rest: what is charged, less the share |
/// | buyer's wallet | output VAT, of the jurisdiction | `vat` of the charge, on top of it (E6) |
/// | buyer's wallet | FX position, buyer's currency | the share: all but `feeBps` of the charge |
/// | FX position, provider's currency | provider accrued | the provider's price |
///
/// As a principal (E5):
///
/// | from | to | amount |
/// |---|---|---|
/// | buyer's wallet | usage revenue | the charge |
/// | buyer's wallet | output VAT, of the jurisdiction | `vat` of the charge, on top of it |
/// | cost of inference | FX position, buyer's currency | the share |
/// | FX position, provider's currency | provider accrued | the provider's price |
///
/// Within one currency the share is the provider's price, and goes to it directly.
///
/// Promo credit pays before the wallet does, and becomes the market's expense then (promo expense →
/// promo grants). What each leg leaves below one micro is carried to the next request. A charge
/// above its hold takes what else is available; what is missing then is the market's loss
/// (overrun), never the wallet's debt.
@ApplicationScoped
public class ChargeUsage {
    private final Database database;
    private final WalletStore wallets;
    private final HoldStore holds;
    private final LeaseStore leases;
    private final Capturing capturing;
    private final Clock clock;

    @Inject
    ChargeUsage(
            Database database,
            WalletStore wallets,
            HoldStore holds,
            LeaseStore leases,
            Capturing capturing,
            Clock clock) {
        this.database = database;
        this.wallets = wallets;
        this.holds = holds;
        this.leases = leases;
        this.capturing = capturing;
        this.clock = clock;
    }

    /// VAT on top of a charge, owed to a jurisdiction such as `DE`.
    public record Vat(String jurisdiction, int bps) {
        public Vat {
            Check.that(bps > 0 && bps <= FineCarry.WHOLE_BPS, "VAT of %s bps", bps);
        }

        Account account(Currency currency) {
            return Account.at(AccountCode.OUTPUT_VAT, jurisdiction, currency);
        }
    }

    /// What is charged. **Units** pico of each currency; `buyerPico` is without VAT.
    ///
    /// `captureId` is the request's, or a name of its own for many requests of a wallet together.
    /// Within one currency `feeBps` is not looked at: the fee is what the provider is not owed.
    public record Charge(
            UUID captureId,
            UUID buyerId,
            Currency buyerCurrency,
            long buyerPico,
            UUID providerId,
            Currency providerCurrency,
            long providerPico,
            int feeBps,
            Optional<Vat> vat,
            Instant servedAt,
            Map<String, String> basis) {
        /// A charge without VAT.
        public Charge(
                UUID captureId,
                UUID buyerId,
                Currency buyerCurrency,
                long buyerPico,
                UUID providerId,
                Currency providerCurrency,
                long providerPico,
                int feeBps,
                Instant servedAt,
                Map<String, String> basis) {
            this(
                    captureId,
                    buyerId,
                    buyerCurrency,
                    buyerPico,
                    providerId,
                    providerCurrency,
                    providerPico,
                    feeBps,
                    Optional.empty(),
                    servedAt,
                    basis);
        }

        public Charge {
            basis = Map.copyOf(basis);
            Check.that(buyerPico >= 0 && providerPico >= 0, "%s, %s", buyerPico, providerPico);
            Check.that(feeBps >= 0 && feeBps <= 10_000, "fee of %s bps", feeBps);
        }

        /// Whole micro that surely cover the charge, whatever earlier ones left below.
        long coveringMicro() {
            var net = Rounding.coveringMicro(buyerPico);
            var bps = vat.map(Vat::bps).orElse(0);
            return bps == 0
                    ? net
                    : Math.addExact(net, FineCarry.NONE.plus(buyerPico, bps).micro() + 1);
        }

        boolean isOneCurrency() {
            return buyerCurrency.equals(providerCurrency);
        }
    }

    /// What came of it.
    public sealed interface Outcome {
        /// Captured now; `entry` is empty when the charge stayed below one micro everywhere.
        /// `buyerMicro` is what the buyer paid, promo credit included; `carryPico` what it still
        /// owes below one micro.
        record Captured(Optional<JournalEntry> entry, long buyerMicro, long carryPico)
                implements Outcome {}

        /// Captured before: nothing new.
        record Replayed() implements Outcome {}

        /// The hold was given back; empty if there was none.
        record NotHeld(Optional<Hold.State> state) implements Outcome {}
    }

    /// Captures the request's hold and books the charge, both or neither.
    ///
    /// @throws io.intertie.money.CheckFailed if the request was captured with another charge
    public Outcome capture(Charge charge) {
        return database.transaction(() -> {
            // The wallet first: whoever ends a hold locks it, so the hold stays as it is found.
            var locking = wallets.locking(Set.of(wallet(charge)));
            var finding = holds.finding(charge.captureId());
            var before = capturing.before(List.of(charge));
            var answers = database.ask(locking, finding, before);
            if (answers.to(finding).isEmpty()) {
                return new Outcome.NotHeld(Optional.empty());
            }
            var hold = answers.to(finding).getFirst();
            Check.that(isOf(charge, hold), "%s is not of %s", charge, hold);
            return hold.state() == Hold.State.HELD
                    ? captured(
                            charge,
                            hold,
                            WalletStore.byKey(answers.to(locking)),
                            CarryStore.Before.of(answers.to(before)))
                    : endedBefore(charge, hold.state());
        });
    }

    private Outcome captured(
            Charge charge,
            Hold hold,
            Map<WalletStore.Key, WalletStore.Locked> locked,
            CarryStore.Before before) {
        var ending = new Capturing.Ending(holds.capture(charge, clock.instant()), 1);
        var backed = Capturing.Backed.byHold(charge, hold);
        var captured = capturing.book(List.of(backed), locked, before, List.of(ending)).getFirst();
        holds.count(hold, charge);
        return captured;
    }

    private static boolean isOf(Charge charge, Hold hold) {
        return hold.organisationId().equals(charge.buyerId())
                && hold.amount().currency().equals(charge.buyerCurrency());
    }

    private Outcome endedBefore(Charge charge, Hold.State state) {
        if (state != Hold.State.CAPTURED) {
            return new Outcome.NotHeld(Optional.of(state));
        }
        Check.that(holds.isCapturedWith(charge), "%s was captured otherwise", charge);
        return new Outcome.Replayed();
    }

    /// What a node's lease of a wallet paid. **Units** micro.
    public record Consumed(UUID organisationId, Currency currency, long micro) {}

    /// Books charges that a node has served out of its leases, all or none; tells what they took of
    /// each lease. Whoever calls has made sure that none of their requests was charged before.
    ///
    /// Where a lease is smaller than its charges, or gone, the wallet pays the rest of what else is
    /// available, and the market what is missing then.
    public List<Consumed> captureLeased(UUID nodeId, List<Charge> charges) {
        return database.transaction(() -> {
            var keys = charges.stream().map(ChargeUsage::wallet).collect(Collectors.toSet());
            var locking = wallets.locking(keys);
            var resting = leases.rests(nodeId, keys);
            var before = capturing.before(charges);
            var answers = database.ask(locking, resting, before);
            var rests = new HashMap<WalletStore.Key, Long>();
            answers.to(resting).forEach(rest -> rests.put(rest.wallet(), rest.micro()));
            var backed = new ArrayList<Capturing.Backed>();
            var taken = new ArrayList<HoldStore.Taken>();
            var consumed = new TreeMap<WalletStore.Key, Long>();
            for (var charge : charges) {
                var key = wallet(charge);
                // A whole charge is never due for more than its pico rounded up to a micro.
                var covering = charge.coveringMicro();
                var micro = Math.min(covering, rests.getOrDefault(key, 0L));
                rests.merge(key, -micro, Math::addExact);
                consumed.merge(key, micro, Math::addExact);
                backed.add(new Capturing.Backed(charge, 0, micro));
                taken.add(new HoldStore.Taken(charge, micro));
            }
            var leased = (int) consumed.values().stream().filter(micro -> micro > 0).count();
            var holding = holds.captured(nodeId, taken, clock.instant());
            capturing.book(
                    backed,
                    WalletStore.byKey(answers.to(locking)),
                    CarryStore.Before.of(answers.to(before)),
                    List.of(
                            new Capturing.Ending(leases.consume(nodeId, consumed), leased),
                            new Capturing.Ending(holding, taken.size())));
            return consumed.entrySet().stream()
                    .map(one ->
                            new Consumed(
                                    one.getKey().organisationId(),
                                    one.getKey().currency(),
                                    one.getValue()))
                    .toList();
        });
    }

    private static WalletStore.Key wallet(Charge charge) {
        return new WalletStore.Key(charge.buyerId(), charge.buyerCurrency());
    }
}
