package io.intertie.ledger;

import io.intertie.money.Check;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseFailed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The buyers' wallets, and the money set aside in them.
@ApplicationScoped
public class Wallets {
    private final Database database;
    private final WalletStore wallets;
    private final HoldStore holds;
    private final CounterStore counters;
    private final BalanceStore balances;
    private final Clock clock;

    @Inject
    Wallets(
            Database database,
            WalletStore wallets,
            HoldStore holds,
            CounterStore counters,
            BalanceStore balances,
            Clock clock) {
        this.database = database;
        this.wallets = wallets;
        this.holds = holds;
        this.counters = counters;
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

    /// The most that all that counts on one counter may come to: what was charged and what is held.
    ///
    /// `counter` has no blanks; another counter counts from nothing.
    public record Cap(String counter, Money most) {
        public Cap {
            Check.that(counter.matches("[!-~]{1,200}"), "counter %s", counter);
            Check.that(most.isPositive(), "cap of %s", most);
        }
    }

    /// What stands on a counter. **Units** micro of its currency, `spent` rounded up.
    public record Counted(long spent, long held) {
        public static final Counted NOTHING = new Counted(0, 0);
    }

    /// Sets money aside under no cap.
    public Hold.Outcome place(
            UUID requestId, UUID organisationId, Money amount, Instant expiresAt) {
        return place(requestId, organisationId, amount, expiresAt, List.of());
    }

    /// Sets money aside by one conditional update, and counts it by another one where there are
    /// caps: all or nothing. The same request again gives the same hold, whose state tells whether
    /// it still stands. Not to be called within a transaction, which a request that is placed twice
    /// at once would end.
    public Hold.Outcome place(
            UUID requestId, UUID organisationId, Money amount, Instant expiresAt, List<Cap> caps) {
        Check.that(amount.isPositive(), "hold of %s", amount);
        var hold =
                new Hold(
                        requestId,
                        organisationId,
                        amount,
                        Hold.State.HELD,
                        expiresAt,
                        caps.stream().map(Cap::counter).toList());
        try {
            return caps.isEmpty()
                    ? placed(hold, caps)
                    : database.transaction(() -> placed(hold, caps));
        } catch (NoRoom noRoom) {
            return noRoom.outcome;
        } catch (DatabaseFailed failed) {
            if (!failed.isDuplicate()) {
                throw failed;
            }
            return placedBefore(hold).orElseThrow(() -> failed);
        }
    }

    private Hold.Outcome placed(Hold hold, List<Cap> caps) {
        if (!holds.place(hold, clock.instant())) {
            return placedBefore(hold).orElseGet(() -> refused(hold));
        }
        if (!caps.isEmpty()) {
            count(hold, caps);
        }
        return new Hold.Outcome.Placed(hold);
    }

    private void count(Hold hold, List<Cap> caps) {
        var currency = hold.amount().currency();
        var taken = counters.take(hold, caps);
        for (var cap : caps) {
            Check.that(cap.most().currency().equals(currency), "%s caps %s", cap, hold);
            if (!taken.contains(cap.counter())) {
                var counter = cap.counter();
                var counted =
                        counters.find(List.of(counter)).getOrDefault(counter, Counted.NOTHING);
                throw new NoRoom(
                        new Hold.Outcome.Capped(
                                cap,
                                new Money(currency, counted.spent()),
                                new Money(currency, counted.held()),
                                hold.amount()));
            }
        }
    }

    /// Takes back what the transaction has done so far.
    private static final class NoRoom extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Hold.Outcome outcome;

        NoRoom(Hold.Outcome outcome) {
            super("no room", null, false, false);
            this.outcome = outcome;
        }
    }

    /// What stands on counters; those that nothing ever counted on are absent.
    public Map<String, Counted> counted(Collection<String> counters) {
        return this.counters.find(counters);
    }

    private Optional<Hold.Outcome> placedBefore(Hold hold) {
        return holds.find(hold.requestId())
                .map(placed -> {
                    Check.that(
                            placed.organisationId().equals(hold.organisationId())
                                    && placed.amount().equals(hold.amount()),
                            "request %s holds %s of %s already",
                            placed.requestId(),
                            placed.amount(),
                            placed.organisationId());
                    return new Hold.Outcome.Placed(placed);
                });
    }

    private Hold.Outcome refused(Hold hold) {
        return find(hold.organisationId(), hold.amount().currency())
                .<Hold.Outcome>map(
                        wallet -> new Hold.Outcome.Insufficient(wallet.available(), hold.amount()))
                .orElseGet(Hold.Outcome.NoWallet::new);
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
            var ended = wallet.isPresent() && holds.giveBack(hold, state, clock.instant());
            if (ended) {
                wallets.free(hold.organisationId(), hold.amount());
            }
            return ended;
        });
    }

    /// Sets how a wallet is spent from now on; empty leaves it to the market's setting. What is
    /// leased already is spent first. False if there is no such wallet.
    public boolean spend(
            UUID organisationId, Currency currency, Optional<Wallet.Spending> spending) {
        return wallets.spend(new WalletStore.Key(organisationId, currency), spending);
    }

    public Optional<Hold> hold(UUID requestId) {
        return holds.find(requestId);
    }

    /// The last archived month, `2026-03`, if any: balances count it, its movements are not listed.
    public Optional<String> lastArchived() {
        return balances.lastArchived();
    }

    /// A wallet's movements with the balance after each, the newest first.
    public List<Movement> movements(UUID organisationId, Currency currency, int limit) {
        return balances.movements(
                Account.of(AccountCode.BUYER_WALLET, organisationId, currency), limit);
    }

    /// One line of a wallet's history; `amount` is negative when money left.
    public record Movement(JournalEntry entry, Money amount, Money balanceAfter) {}
}
