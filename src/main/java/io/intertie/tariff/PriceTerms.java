package io.intertie.tariff;

import io.intertie.money.Check;
import io.intertie.platform.http.Wording;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a provider asks on top of electricity, and what the market adds.
///
/// `base` is compute and network per 1M tokens of a class, in the provider's currency; `margin`,
/// `platformFee` and `paymentCost` are fractions (0.15 = 15 %). A proposal with another fee or
/// payment cost than the market's is rejected.
public record PriceTerms(
        Map<TokenClass, BigDecimal> base,
        BigDecimal margin,
        BigDecimal platformFee,
        BigDecimal paymentCost,
        Plan plan) {
    /// How a listing's prices follow its tariff.
    ///
    /// `BANDED`: a price for each band of the table. `FLAT`: one price at all hours, from the mean
    /// of the hours in which the listing's tokens take their energy. `SPOT`: a price for each hour,
    /// from its day-ahead price; `spot` is there only then.
    public record Plan(Kind kind, Optional<Spot> spot) {
        public static final Plan BANDED = new Plan(Kind.BANDED, Optional.empty());
        public static final Plan FLAT = new Plan(Kind.FLAT, Optional.empty());

        public enum Kind {
            BANDED,
            FLAT,
            SPOT
        }

        public Plan {
            Check.that((kind == Kind.SPOT) == spot.isPresent(), "plan %s %s", kind, spot);
        }

        public static Plan spot(Spot spot) {
            return new Plan(Kind.SPOT, Optional.of(spot));
        }
    }

    /// Which bidding zone's day-ahead price an hour follows, and between which prices of a kWh as
    /// delivered it stays, in the provider's currency.
    public record Spot(String zone, BigDecimal floorPerKwh, BigDecimal ceilingPerKwh) {}

    /// The market's fee on a list price (assumed, as in the worked example).
    public static final BigDecimal MARKET_FEE = new BigDecimal("0.05");

    /// What taking a buyer's money costs, of a list price (assumed, as in the worked example).
    public static final BigDecimal MARKET_PAYMENT_COST = new BigDecimal("0.015");

    private static final BigDecimal MOST_BASE = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal MOST_MARGIN = BigDecimal.TEN;
    private static final BigDecimal MOST_PER_KWH = BigDecimal.valueOf(1_000);

    public PriceTerms {
        base = Map.copyOf(base);
    }

    /// Terms of a banded plan.
    public PriceTerms(
            Map<TokenClass, BigDecimal> base,
            BigDecimal margin,
            BigDecimal platformFee,
            BigDecimal paymentCost) {
        this(base, margin, platformFee, paymentCost, Plan.BANDED);
    }

    /// The same terms under another plan.
    public PriceTerms with(Plan other) {
        return new PriceTerms(base, margin, platformFee, paymentCost, other);
    }

    /// Terms of a banded plan with the market's own fee and payment cost.
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
    Map<String, Wording> faults() {
        var faults = new HashMap<String, Wording>();
        for (var tokens : TokenClass.values()) {
            var amount = base.get(tokens);
            if (amount == null || amount.signum() < 0 || amount.compareTo(MOST_BASE) > 0) {
                faults.put(
                        "base." + tokens,
                        Wording.of("price.range", "lies between 0 and %s", MOST_BASE));
            }
        }
        if (margin.signum() < 0 || margin.compareTo(MOST_MARGIN) > 0) {
            faults.put("margin", Wording.of("price.range", "lies between 0 and %s", MOST_MARGIN));
        }
        if (platformFee.compareTo(MARKET_FEE) != 0) {
            faults.put(
                    "platformFee", Wording.of("price.market", "is the market's: %s", MARKET_FEE));
        }
        if (paymentCost.compareTo(MARKET_PAYMENT_COST) != 0) {
            faults.put(
                    "paymentCost",
                    Wording.of("price.market", "is the market's: %s", MARKET_PAYMENT_COST));
        }
        plan.spot().ifPresent(spot -> faults.putAll(faults(spot)));
        return faults;
    }

    private static Map<String, Wording> faults(Spot spot) {
        var faults = new HashMap<String, Wording>();
        if (!spot.zone().matches("[A-Z0-9_-]{2,20}")) {
            faults.put("spot.zone", Wording.of("spot.zone", "is a bidding zone such as DE-LU"));
        }
        if (spot.floorPerKwh().signum() < 0) {
            faults.put("spot.floorPerKwh", Wording.of("spot.floor", "is 0 or more"));
        }
        var ceiling = spot.ceilingPerKwh();
        if (ceiling.compareTo(spot.floorPerKwh()) <= 0 || ceiling.compareTo(MOST_PER_KWH) > 0) {
            faults.put(
                    "spot.ceilingPerKwh",
                    Wording.of("spot.ceiling", "lies above the floor, up to %s", MOST_PER_KWH));
        }
        return faults;
    }
}
