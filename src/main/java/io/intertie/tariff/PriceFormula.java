package io.intertie.tariff;

import io.intertie.fx.Quote;
import java.math.BigDecimal;
import java.math.MathContext;

/// From a kWh's price to a token's, step by step; docs/pricing-method.md tells it in words.
///
/// **Units** major units, exact to 34 digits; whoever publishes rounds, once.
final class PriceFormula {
    /// Kept with every price: another formula is another version.
    static final String VERSION = "1";

    /// The same formula where a tariff has levies, taxes or capacity, or tells days apart: the days
    /// that its means count stand in the inputs.
    static final String VERSION_OF_PARTS = "2";

    private static final BigDecimal HOURS_A_MONTH = BigDecimal.valueOf(730);
    private static final MathContext DIGITS = MathContext.DECIMAL128;

    private PriceFormula() {}

    static String version(TariffTable table) {
        var isPlain = table.components().isEmpty() && !table.tellsDaysApart();
        return isPlain ? VERSION : VERSION_OF_PARTS;
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
        var kept = BigDecimal.ONE.subtract(terms.platformFee()).subtract(terms.paymentCost());
        return net.multiply(quote.mid().value(), DIGITS)
                .multiply(onePlus(quote.spread()), DIGITS)
                .divide(kept, DIGITS);
    }

    private static BigDecimal onePlus(BigDecimal fraction) {
        return BigDecimal.ONE.add(fraction);
    }
}
