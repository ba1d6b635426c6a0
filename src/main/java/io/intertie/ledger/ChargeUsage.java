package io.intertie.ledger;

import io.intertie.money.Check;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
    private final JournalStore entries;
    private final WalletStore wallets;
    private final HoldStore holds;
    private final CarryStore carries;
    private final Clock clock;

    @Inject
    ChargeUsage(
            Database database,
            JournalStore entries,
            WalletStore wallets,
            HoldStore holds,
            CarryStore carries,
            Clock clock) {
        this.database = database;
        this.entries = entries;
        this.wallets = wallets;
        this.holds = holds;
        this.carries = carries;
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
    /// Within one currency `feeBps` is not looked at: the fee is what the provider is not owed.
    public record Charge(
            UUID requestId,
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
                UUID requestId,
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
                    requestId,
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
            var hold = holds.find(charge.requestId());
            if (hold.isEmpty()) {
                return new Outcome.NotHeld(Optional.empty());
            }
            Check.that(isOf(charge, hold.get()), "%s is not of %s", charge, hold);
            var locked = wallets.lock(charge.buyerId(), charge.buyerCurrency()).orElseThrow();
            return holds.capture(hold.get(), charge, clock.instant())
                    ? captured(charge, hold.get(), locked)
                    : endedBefore(charge);
        });
    }

    private static boolean isOf(Charge charge, Hold hold) {
        return hold.organisationId().equals(charge.buyerId())
                && hold.amount().currency().equals(charge.buyerCurrency());
    }

    private Outcome endedBefore(Charge charge) {
        var state = holds.find(charge.requestId()).orElseThrow().state();
        if (state != Hold.State.CAPTURED) {
            return new Outcome.NotHeld(Optional.of(state));
        }
        Check.that(holds.isCapturedWith(charge), "%s was captured otherwise", charge);
        return new Outcome.Replayed();
    }

    private Outcome captured(Charge charge, Hold hold, WalletStore.Locked locked) {
        var wallet = locked.wallet();
        var before = carries.before(charge, locked);
        var legs = ChargeLegs.of(charge, before);
        var covered = hold.amount().plus(wallet.available()).micro();
        var payment = ChargeLegs.Payment.of(legs.dueMicro(), wallet.promo().micro(), covered);
        wallets.pay(hold, payment, legs.after());
        carries.write(charge, before, legs);
        return new Outcome.Captured(
                booked(charge, legs.postings(charge, locked.mode(), payment)),
                payment.buyerMicro(),
                legs.after().buyer().pico());
    }

    private Optional<JournalEntry> booked(Charge charge, List<Posting> postings) {
        if (postings.isEmpty()) {
            return Optional.empty();
        }
        var now = clock.instant();
        var basis = new HashMap<>(charge.basis());
        basis.put("servedAt", charge.servedAt().toString());
        basis.put("buyerPico", Long.toString(charge.buyerPico()));
        basis.put("providerPico", Long.toString(charge.providerPico()));
        charge.vat().ifPresent(vat -> basis.put("vatBps", Integer.toString(vat.bps())));
        var entry =
                new JournalEntry(
                        UuidV7.at(now),
                        JournalEntry.Kind.CAPTURE,
                        charge.requestId().toString(),
                        now,
                        postings,
                        basis);
        // Not by way of the journal: the wallet has followed already, in one update.
        Check.that(entries.write(entry), "%s was booked before", charge);
        return Optional.of(entry);
    }
}
