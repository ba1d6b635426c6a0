package io.intertie.ledger;

import io.intertie.money.Carry;
import io.intertie.money.Check;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Template E4: a request's charge leaves the buyer's wallet, the provider is owed its own price.
///
/// | from | to | amount |
/// |---|---|---|
/// | buyer's wallet | platform fee | the rest: what is charged, less the next |
/// | buyer's wallet | FX position, buyer's currency | all but `feeBps` of the charge |
/// | FX position, provider's currency | provider accrued | the provider's share |
///
/// Within one currency:
///
/// | from | to | amount |
/// |---|---|---|
/// | buyer's wallet | platform fee | the rest: what is charged, less the next |
/// | buyer's wallet | provider accrued | the provider's share |
///
/// What each leg leaves below one micro is carried to the next request. A charge above its hold
/// takes what else is available; what is missing then is the market's loss (overrun), never the
/// wallet's debt.
@ApplicationScoped
public class ChargeUsage {
    private final Database database;
    private final Journal journal;
    private final WalletStore wallets;
    private final HoldStore holds;
    private final ProviderCarryStore carries;
    private final Clock clock;

    @Inject
    ChargeUsage(
            Database database,
            Journal journal,
            WalletStore wallets,
            HoldStore holds,
            ProviderCarryStore carries,
            Clock clock) {
        this.database = database;
        this.journal = journal;
        this.wallets = wallets;
        this.holds = holds;
        this.carries = carries;
        this.clock = clock;
    }

    /// What is charged. **Units** pico of each currency.
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
            Instant servedAt,
            Map<String, String> basis) {
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
        /// `buyerMicro` is what left the wallet, `carryPico` what it still owes below one micro.
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
            return holds.capture(charge, clock.instant())
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
        var legs = ChargeLegs.of(charge, carriesBefore(charge, locked));
        var covered = hold.amount().plus(locked.wallet().available()).micro();
        var walletMicro = Math.min(legs.buyerMicro(), covered);
        wallets.free(charge.buyerId(), hold.amount());
        wallets.carry(charge.buyerId(), charge.buyerCurrency(), legs.after());
        carries.write(charge, legs.after().provider());
        return new Outcome.Captured(
                booked(charge, legs, walletMicro), walletMicro, legs.after().buyer().pico());
    }

    private ChargeLegs.Carries carriesBefore(Charge charge, WalletStore.Locked locked) {
        return new ChargeLegs.Carries(
                new Carry(locked.wallet().carryPico()), locked.share(), carries.read(charge));
    }

    private Optional<JournalEntry> booked(Charge charge, ChargeLegs legs, long walletMicro) {
        var postings = legs.postings(charge, walletMicro);
        if (postings.isEmpty()) {
            return Optional.empty();
        }
        var now = clock.instant();
        var basis = new HashMap<>(charge.basis());
        basis.put("servedAt", charge.servedAt().toString());
        basis.put("buyerPico", Long.toString(charge.buyerPico()));
        basis.put("providerPico", Long.toString(charge.providerPico()));
        var entry =
                new JournalEntry(
                        UuidV7.at(now),
                        JournalEntry.Kind.CAPTURE,
                        charge.requestId().toString(),
                        now,
                        postings,
                        basis);
        var outcome = journal.book(entry);
        Check.that(outcome instanceof Journal.Outcome.Booked, "%s was booked before", charge);
        return Optional.of(entry);
    }
}
