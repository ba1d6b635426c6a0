package io.intertie.tariff;

import io.intertie.fx.Quote;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// From a kWh's price to a token's, step by step; docs/pricing-method.md tells it in words.
///
/// **Units** major units, exact to 34 digits; whoever publishes rounds, once.
final class PriceFormula {
    /// Kept with every price: another formula is another version.
    static final String VERSION = "1";

    /// The same formula where a tariff has levies, taxes or capacity, or tells days apart: the days
    /// that its means count stand in the inputs.
    static final String VERSION_OF_PARTS = "2";

    /// A flat plan's mean of weighted hours.
    static final String VERSION_OF_FLAT = "3";

    /// A spot plan's ceiling, and its hours.
    static final String VERSION_OF_SPOT = "4";

    /// A lock: the spread for its days, and perhaps an index.
    static final String VERSION_OF_LOCK = "5";

    /// How many standard deviations of a lock's currency risk are priced (95 % of moves lie below).
    static final BigDecimal Z = new BigDecimal("1.645");

    /// What no exchange of money is sold below.
    static final BigDecimal LEAST_SPREAD = new BigDecimal("0.0050");

    private static final BigDecimal HOURS_A_MONTH = BigDecimal.valueOf(730);
    private static final MathContext DIGITS = MathContext.DECIMAL128;

    private PriceFormula() {}

    static String version(TariffTable table, PriceTerms.Plan plan) {
        var isPlain = table.components().isEmpty() && !table.tellsDaysApart();
        return switch (plan.kind()) {
            case BANDED -> isPlain ? VERSION : VERSION_OF_PARTS;
            case FLAT -> VERSION_OF_FLAT;
            case SPOT -> VERSION_OF_SPOT;
        };
    }

    /// `T = (E × (1 + loss) + D / (730 × LF) + levies) × (1 + tax)`: what a kWh costs with losses,
    /// demand charge (capacity per kW is one), levies and tax.
    static BigDecimal deliveredPerKwh(TariffTable.Rule rule, TariffVersion tariff) {
        var parts = new Parts(tariff.table().components());
        var levies = parts.added(rule);
        return rule.pricePerKwh()
                .subtract(levies)
                .multiply(onePlus(tariff.lossFraction()))
                .add(levies)
                .add(
                        spread(tariff.demandPerKwMonth().add(parts.capacityPerKwMonth()), tariff),
                        DIGITS)
                .multiply(onePlus(parts.taxFraction()), DIGITS);
    }

    /// The same where an hour's day-ahead price takes the place of the table's energy, between
    /// floor and ceiling.
    static BigDecimal spotPerKwh(
            PriceVersion.Hour hour, TariffVersion tariff, PriceTerms.Spot spot) {
        var parts = new Parts(tariff.table().components());
        var perKwh =
                hour.dayAheadPerKwh()
                        .add(hour.partsPerKwh())
                        .multiply(onePlus(tariff.lossFraction()))
                        .add(hour.leviesPerKwh())
                        .add(
                                spread(
                                        tariff.demandPerKwMonth().add(parts.capacityPerKwMonth()),
                                        tariff),
                                DIGITS)
                        .multiply(onePlus(parts.taxFraction()), DIGITS);
        return clamp(perKwh, spot.floorPerKwh(), spot.ceilingPerKwh());
    }

    /// `D / (730 × LF)`: what a monthly charge per kW adds to a kWh.
    static BigDecimal spread(BigDecimal perKwMonth, TariffVersion tariff) {
        return perKwMonth.divide(HOURS_A_MONTH.multiply(tariff.loadFactor()), DIGITS);
    }

    /// `C = e × PUE × T`: the electricity in 1M tokens, in the provider's currency.
    static BigDecimal electricity(
            TokenClass tokens, EnergyProfile energy, BigDecimal pue, BigDecimal tariffPerKwh) {
        return energy.of(tokens).multiply(pue).multiply(tariffPerKwh, DIGITS);
    }

    /// `N = (C + B) × (1 + μ)`: what the provider gets for 1M tokens, in its currency.
    static BigDecimal net(TokenClass tokens, BigDecimal electricity, PriceTerms terms) {
        return electricity.add(terms.base(tokens)).multiply(onePlus(terms.margin()), DIGITS);
    }

    /// `P = N × mid × (1 + σ) / (1 − φ − κ)`: what a buyer pays for 1M tokens, before the tick.
    static BigDecimal list(BigDecimal net, Quote quote, PriceTerms terms) {
        return list(net, quote.mid().value(), spread(quote), terms);
    }

    static BigDecimal list(BigDecimal net, BigDecimal mid, BigDecimal spread, PriceTerms terms) {
        var kept = BigDecimal.ONE.subtract(terms.platformFee()).subtract(terms.paymentCost());
        return net.multiply(mid, DIGITS).multiply(onePlus(spread), DIGITS).divide(kept, DIGITS);
    }

    /// `σ` of a price that is not locked.
    static BigDecimal spread(Quote quote) {
        return spread(quote, BigDecimal.ZERO, 0);
    }

    /// `σ = spread + z × daily volatility × √days`, at least 50 bps; 0 within one currency.
    static BigDecimal spread(Quote quote, BigDecimal dailyVolatility, int lockDays) {
        if (quote.pair().isOneCurrency()) {
            return BigDecimal.ZERO;
        }
        var risk =
                Z.multiply(dailyVolatility)
                        .multiply(BigDecimal.valueOf(lockDays).sqrt(DIGITS))
                        .setScale(6, RoundingMode.UP);
        return quote.spread().add(risk).max(LEAST_SPREAD);
    }

    /// `(1 − s) + s × clamp(T / T0, 1 − d, 1 + u)` with `s = C / (C + B)` at signing: what a
    /// contract's price is multiplied by.
    static BigDecimal indexed(BigDecimal share, BigDecimal ratio, PriceVersion.Index index) {
        var moved = clamp(ratio, index);
        return BigDecimal.ONE.subtract(share).add(share.multiply(moved), DIGITS);
    }

    /// `s = C / (C + B)`: what electricity is of a provider's cost.
    static BigDecimal share(BigDecimal electricity, BigDecimal whole) {
        return whole.signum() == 0 ? BigDecimal.ZERO : electricity.divide(whole, DIGITS);
    }

    /// A ratio within what an index allows.
    static BigDecimal clamp(BigDecimal ratio, PriceVersion.Index index) {
        return clamp(
                ratio,
                BigDecimal.ONE.subtract(index.mostFall()),
                BigDecimal.ONE.add(index.mostRise()));
    }

    static BigDecimal ratio(BigDecimal now, BigDecimal then) {
        return then.signum() == 0 ? BigDecimal.ONE : now.divide(then, DIGITS);
    }

    private static BigDecimal clamp(BigDecimal value, BigDecimal least, BigDecimal most) {
        return value.max(least).min(most);
    }

    private static BigDecimal onePlus(BigDecimal fraction) {
        return BigDecimal.ONE.add(fraction);
    }
}
