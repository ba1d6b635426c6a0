package io.intertie.tariff;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.ToLongFunction;

/// The version and band that price a request admitted at one instant; it keeps them to its end.
///
/// `tariffPerKwh` is what a kWh costs at that instant, with line losses and the demand charge, in
/// the provider's currency; under a flat plan its price follows another mean.
public record PriceInForce(PriceVersion version, Band band, BigDecimal tariffPerKwh) {
    private static final int SHARE_DIGITS = 4;

    /// What electricity is of the provider's cost of so many tokens at that instant: 0 to 1.
    public BigDecimal electricityShare(ToLongFunction<TokenClass> tokens) {
        var inputs = version.inputs();
        var electricity = BigDecimal.ZERO;
        var base = BigDecimal.ZERO;
        for (var kind : TokenClass.values()) {
            var count = BigDecimal.valueOf(tokens.applyAsLong(kind));
            if (count.signum() > 0) {
                var each =
                        PriceFormula.electricity(kind, inputs.energy(), inputs.pue(), tariffPerKwh);
                electricity = electricity.add(each.multiply(count));
                base = base.add(inputs.terms().base(kind).multiply(count));
            }
        }
        var whole = electricity.add(base);
        return whole.signum() == 0
                ? BigDecimal.ZERO.setScale(SHARE_DIGITS)
                : electricity.divide(whole, SHARE_DIGITS, RoundingMode.HALF_EVEN);
    }
}
