package io.intertie.ledger;

import io.intertie.money.Check;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The buyers' wallets, and the money set aside in them.
@ApplicationScoped
public class Wallets {
    private final Database database;
    private final WalletStore wallets;
    private final HoldStore holds;
    private final BalanceStore balances;
    private final Clock clock;

    @Inject
    Wallets(
            Database database,
            WalletStore wallets,
            HoldStore holds,
            BalanceStore balances,
            Clock clock) {
        this.database = database;
        this.wallets = wallets;
        this.holds = holds;
        this.balances = balances;
        this.clock = clock;
    }

    /// Opens a wallet; one that exists stays as it is.
    public Wallet open(UUID organisationId, Currency currency) {
        wallets.open(organisationId, currency);
        return find(organisationId, currency).orElseThrow();
    }

    public Optional<Wallet> find(UUID organisationId, Currency currency) {
        return wallets.find(organisationId, currency);
    }

    public List<Wallet> of(UUID organisationId) {
        return wallets.of(organisationId);
    }

    /// Sets money aside by one conditional update; the same request again gives the same hold,
    /// whose state tells whether it still stands.
    public HoldOutcome place(UUID requestId, UUID organisationId, Money amount, Instant expiresAt) {
        Check.that(amount.isPositive(), "hold of %s", amount);
        var hold = new Hold(requestId, organisationId, amount, Hold.State.HELD, expiresAt);
        return database.transaction(() -> {
            if (!wallets.hold(organisationId, amount)) {
                return placedBefore(hold).orElseGet(() -> refused(hold));
            }
            if (holds.write(hold, clock.instant())) {
                return new HoldOutcome.Placed(hold);
            }
            wallets.free(organisationId, amount);
            return placedBefore(hold).orElseThrow();
        });
    }

    private Optional<HoldOutcome> placedBefore(Hold hold) {
        return holds.find(hold.requestId())
                .map(placed -> {
                    Check.that(
                            placed.organisationId().equals(hold.organisationId())
                                    && placed.amount().equals(hold.amount()),
                            "request %s holds %s of %s already",
                            placed.requestId(),
                            placed.amount(),
                            placed.organisationId());
                    return new HoldOutcome.Placed(placed);
                });
    }

    private HoldOutcome refused(Hold hold) {
        return find(hold.organisationId(), hold.amount().currency())
                .<HoldOutcome>map(
                        wallet -> new HoldOutcome.Insufficient(wallet.available(), hold.amount()))
                .orElseGet(HoldOutcome.NoWallet::new);
    }

    /// Gives a held amount back; nothing happens when the hold has ended already.
    public boolean release(UUID requestId) {
        return holds.find(requestId)
                .filter(hold -> hold.state() == Hold.State.HELD)
                .filter(hold -> giveBack(hold, Hold.State.VOIDED))
                .isPresent();
    }

    /// Gives back what is held past its time.
    public int releaseExpired(Instant now) {
        return (int)
                holds.expired(now).stream()
                        .filter(hold -> giveBack(hold, Hold.State.EXPIRED))
                        .count();
    }

    private boolean giveBack(Hold hold, Hold.State state) {
        return database.transaction(() -> {
            // The wallet first: a capture locks in this order too.
            var wallet = wallets.lock(hold.organisationId(), hold.amount().currency());
            var ended =
                    wallet.isPresent() && holds.giveBack(hold.requestId(), state, clock.instant());
            if (ended) {
                wallets.free(hold.organisationId(), hold.amount());
            }
            return ended;
        });
    }

    public Optional<Hold> hold(UUID requestId) {
        return holds.find(requestId);
    }

    /// A wallet's movements with the balance after each, the newest first.
    public List<Movement> movements(UUID organisationId, Currency currency, int limit) {
        return balances.movements(
                Account.of(AccountCode.BUYER_WALLET, organisationId, currency), limit);
    }

    /// One line of a wallet's history; `amount` is negative when money left.
    public record Movement(JournalEntry entry, Money amount, Money balanceAfter) {}
}
