package io.intertie.metering;

import io.intertie.fx.Quote;
import io.intertie.ledger.ChargeUsage;
import io.intertie.ledger.HoldOutcome;
import io.intertie.ledger.Wallets;
import io.intertie.money.Money;
import io.intertie.money.Rounding;
import io.intertie.platform.persistence.Database;
import io.intertie.tariff.PriceVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// The story of this room, and the waist of the house: usage becomes money only here.
///
/// **Always true** a request is charged once whatever is retried, and never above what was set
/// aside for it.
@ApplicationScoped
public class Metering {
    private final Database database;
    private final UsageStore store;
    private final Rating rating;
    private final Wallets wallets;
    private final ChargeUsage chargeUsage;
    private final Clock clock;

    @Inject
    Metering(
            Database database,
            UsageStore store,
            Rating rating,
            Wallets wallets,
            ChargeUsage chargeUsage,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.rating = rating;
        this.wallets = wallets;
        this.chargeUsage = chargeUsage;
        this.clock = clock;
    }

    /// Sets the ceiling aside in the buyer's wallet, and under each limit of who spends it.
    ///
    /// @throws io.intertie.platform.persistence.DatabaseAway if that cannot be known now
    public Reservation reserve(Ceiling ceiling) {
        var pico = rating.ceilingPico(ceiling);
        if (pico.isEmpty()) {
            return new Reservation.Unpriced();
        }
        // A free request still needs a hold: a capture without one is refused.
        var micro = Math.max(1, Rounding.coveringMicro(pico.getAsLong()));
        var needed = new Money(ceiling.currency(), micro);
        var now = clock.instant();
        var limits = Limited.of(ceiling, now);
        var uncountable = Limited.uncountable(limits, needed);
        if (uncountable.isPresent()) {
            var none = Money.zero(uncountable.get().limit().most().currency());
            return uncountable.get().reached(none, none, needed, now);
        }
        return switch (wallets.place(
                ceiling.requestId(),
                ceiling.buyerId(),
                needed,
                ceiling.expiresAt(),
                limits.stream().map(Limited::cap).toList())) {
            case HoldOutcome.Placed placed -> new Reservation.Reserved(placed.hold().amount());
            case HoldOutcome.Insufficient none ->
                    new Reservation.Insufficient(none.available(), none.needed());
            case HoldOutcome.Capped capped ->
                    limits.stream()
                            .filter(one -> one.cap().equals(capped.cap()))
                            .findFirst()
                            .orElseThrow()
                            .reached(capped.spent(), capped.held(), needed, now);
            case HoldOutcome.NoWallet() ->
                    new Reservation.Insufficient(Money.zero(ceiling.currency()), needed);
        };
    }

    /// Gives the reservation back: nothing was delivered.
    public void release(UUID requestId) {
        wallets.release(requestId);
    }

    /// Gives back what requests that never ended had set aside; tells how many.
    public int expire() {
        return wallets.releaseExpired(clock.instant());
    }

    /// Writes the record, rates it with its pinned version, and captures the hold: all or nothing,
    /// once for each request id.
    ///
    /// @throws HoldGone if there is nothing to capture; then nothing was written
    public Charge record(UsageRecord usage) {
        return database.transaction(() -> {
            var charge = rating.charge(usage);
            if (!store.insert(usage, charge)) {
                return store.find(usage.requestId()).orElseThrow().charge();
            }
            if (usage.state() == UsageRecord.State.FAILED) {
                wallets.release(usage.requestId());
            } else {
                capture(usage, charge);
            }
            return charge;
        });
    }

    private void capture(UsageRecord usage, Charge charge) {
        var version = rating.version(usage.priceVersionId());
        var quote = rating.quoteAtAdmission(usage);
        quote.ifPresent(valid -> store.insert(usage, valid));
        var outcome =
                chargeUsage.capture(
                        new ChargeUsage.Charge(
                                usage.requestId(),
                                usage.buyerId(),
                                usage.buyerCurrency(),
                                charge.buyerPico(),
                                usage.providerId(),
                                usage.providerCurrency(),
                                charge.providerPico(),
                                version.inputs().terms().feeBps(),
                                usage.servedAt(),
                                basis(usage, version, quote)));
        if (outcome instanceof ChargeUsage.Outcome.NotHeld(var state)) {
            throw new HoldGone(usage.requestId(), state);
        }
    }

    /// What an auditor asks first: which version, which band, which rates, how many tokens.
    ///
    /// `priceQuote` is the rate inside the price, `quote` the one in force at admission, at which
    /// the position is valued that the charge opens.
    private static Map<String, String> basis(
            UsageRecord usage, PriceVersion version, Optional<Quote> quote) {
        var basis = new TreeMap<String, String>();
        basis.put("priceVersion", version.id().toString());
        basis.put("band", usage.band().name());
        basis.put("inputTokens", Long.toString(usage.tokens().input()));
        basis.put("cachedInputTokens", Long.toString(usage.tokens().cachedInput()));
        basis.put("outputTokens", Long.toString(usage.tokens().output()));
        basis.put("listing", usage.listingId().toString());
        usage.quoteId().ifPresent(id -> basis.put("priceQuote", id.toString()));
        quote.ifPresent(valid -> basis.put("quote", valid.id().toString()));
        return basis;
    }
}
