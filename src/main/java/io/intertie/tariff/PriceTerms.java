package io.intertie.tariff;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// What a provider asks on top of electricity, and what the market adds.
///
/// `base` is compute and network per 1M tokens of a class, in the provider's currency; `margin`,
/// `platformFee` and `paymentCost` are fractions (0.15 = 15 %). A proposal with another fee or
/// payment cost than the market's is rejected.
public record PriceTerms(
        Map<TokenClass, BigDecimal> base,
        BigDecimal margin,
        BigDecimal platformFee,
        BigDecimal paymentCost) {
    /// The market's fee on a list price (assumed, as in the worked example).
    public static final BigDecimal MARKET_FEE = new BigDecimal("0.05");

    /// What taking a buyer's money costs, of a list price (assumed, as in the worked example).
    public static final BigDecimal MARKET_PAYMENT_COST = new BigDecimal("0.015");

    private static final BigDecimal MOST_BASE = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal MOST_MARGIN = BigDecimal.TEN;

    public PriceTerms {
        base = Map.copyOf(base);
    }

    /// Terms with the market's own fee and payment cost.
    public static PriceTerms of(Map<TokenClass, BigDecimal> base, BigDecimal margin) {
        return new PriceTerms(base, margin, MARKET_FEE, MARKET_PAYMENT_COST);
    }

    /// The fee as the ledger books it.
    public int feeBps() {
        return platformFee.movePointRight(4).intValueExact();
    }

    BigDecimal base(TokenClass tokens) {
        return Objects.requireNonNull(base.get(tokens), () -> "no base for " + tokens);
    }

    /// What is wrong with terms that somebody typed, by field.
    Map<String, String> faults() {
        var faults = new HashMap<String, String>();
        for (var tokens : TokenClass.values()) {
            var amount = base.get(tokens);
            if (amount == null || amount.signum() < 0 || amount.compareTo(MOST_BASE) > 0) {
                faults.put("base." + tokens, "lies between 0 and " + MOST_BASE);
            }
        }
        if (margin.signum() < 0 || margin.compareTo(MOST_MARGIN) > 0) {
            faults.put("margin", "lies between 0 and 10");
        }
        if (platformFee.compareTo(MARKET_FEE) != 0) {
            faults.put("platformFee", "is the market's: " + MARKET_FEE);
        }
        if (paymentCost.compareTo(MARKET_PAYMENT_COST) != 0) {
            faults.put("paymentCost", "is the market's: " + MARKET_PAYMENT_COST);
        }
        return faults;
    }
}
