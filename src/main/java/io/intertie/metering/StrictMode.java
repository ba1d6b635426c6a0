package io.intertie.metering;

import io.intertie.fx.Quote;
import io.intertie.ledger.ChargeUsage;
import io.intertie.ledger.Hold;
import io.intertie.ledger.Wallets;
import io.intertie.platform.persistence.Database;
import io.intertie.tariff.PriceVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// A hold and a capture for each request, in the database.
@ApplicationScoped
@Typed(StrictMode.class)
non-sealed class StrictMode implements SpendingMode {
    private final Database database;
    private final UsageStore store;
    private final UsageSums sums;
    private final Rating rating;
    private final Wallets wallets;
    private final ChargeUsage chargeUsage;

    @Inject
    StrictMode(
            Database database,
            UsageStore store,
            UsageSums sums,
            Rating rating,
            Wallets wallets,
            ChargeUsage chargeUsage) {
        this.database = database;
        this.store = store;
        this.sums = sums;
        this.rating = rating;
        this.wallets = wallets;
        this.chargeUsage = chargeUsage;
    }

    @Override
    public Hold.Outcome reserve(Asked asked) {
        return wallets.place(
                asked.requestId(),
                asked.buyerId(),
                asked.needed(),
                asked.expiresAt(),
                asked.caps());
    }

    @Override
    public void release(UUID requestId) {
        wallets.release(requestId);
    }

    @Override
    public int expire(Instant now) {
        return wallets.releaseExpired(now);
    }

    @Override
    public boolean isUnbooked(UUID requestId) {
        return false;
    }

    /// Writes the record and captures the hold: all or nothing.
    @Override
    public Charge record(UsageRecord usage, Charge charge) {
        return database.transaction(() -> {
            var failed = usage.state() == UsageRecord.State.FAILED;
            var capture = failed ? Optional.<UUID>empty() : Optional.of(usage.requestId());
            var rated = new UsageRecords.Rated(usage, charge, capture);
            var fresh = store.insert(List.of(rated));
            if (fresh.isEmpty()) {
                return store.find(usage.requestId()).orElseThrow().charge();
            }
            if (failed) {
                wallets.release(usage.requestId());
            } else {
                capture(usage, charge);
            }
            sums.add(List.of(rated), fresh);
            return charge;
        });
    }

    private void capture(UsageRecord usage, Charge charge) {
        var version = rating.version(usage.priceVersionId());
        var quote = rating.quoteAtAdmission(usage);
        store.insertQuotes(
                quote.stream()
                        .map(valid ->
                                UsageStore.Quoted.of(usage.requestId(), valid, List.of(usage)))
                        .toList());
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
