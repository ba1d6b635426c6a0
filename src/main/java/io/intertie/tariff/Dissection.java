package io.intertie.tariff;

import io.intertie.money.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Takes a published line apart, from the inputs that it was computed from.
///
/// Each part is rounded down and `CURRENCY` takes the rest, so that the parts add up to the price.
record Dissection(PriceVersion version, PriceVersion.Line line, Rate mid) {
    private static final int SHARE_DIGITS = 6;

    PriceAnatomy anatomy() {
        var inputs = version.inputs();
        var tokens = line.tokens();
        var electricity = PriceFormula.electricity(tokens, inputs.energy(), inputs.pue(), perKwh());
        var cost = electricity.add(inputs.terms().base(tokens));
        return new PriceAnatomy(
                tokens,
                line.buyerCurrency(),
                version.providerCurrency(),
                line.buyerMicroPerMillion(),
                cost.signum() == 0 ? BigDecimal.ZERO : share(electricity, cost),
                inputs.energy().of(tokens).multiply(inputs.pue()),
                parts(down(electricity), down(inputs.terms().base(tokens))));
    }

    private BigDecimal perKwh() {
        return Objects.requireNonNull(version.inputs().tariffPerKwh().get(line.band()));
    }

    private List<PriceAnatomy.Part> parts(long electricity, long compute) {
        var parts = new ArrayList<PriceAnatomy.Part>();
        long margin = line.providerMicroPerMillion() - electricity - compute;
        parts.add(local(PriceAnatomy.Kind.ELECTRICITY, electricity));
        parts.add(local(PriceAnatomy.Kind.COMPUTE, compute));
        parts.add(local(PriceAnatomy.Kind.MARGIN, margin));
        parts.add(ofList(PriceAnatomy.Kind.FEE, version.inputs().terms().platformFee()));
        parts.add(ofList(PriceAnatomy.Kind.PAYMENT, version.inputs().terms().paymentCost()));
        long left = line.buyerMicroPerMillion();
        var shareLeft = BigDecimal.ONE;
        for (var part : parts) {
            left -= part.buyerMicro();
            shareLeft = shareLeft.subtract(part.share());
        }
        parts.add(new PriceAnatomy.Part(PriceAnatomy.Kind.CURRENCY, left, 0, shareLeft));
        return List.copyOf(parts);
    }

    private PriceAnatomy.Part local(PriceAnatomy.Kind kind, long localMicro) {
        var amount = BigDecimal.valueOf(localMicro, 6);
        return part(kind, amount.multiply(mid.value()), localMicro);
    }

    private PriceAnatomy.Part ofList(PriceAnatomy.Kind kind, BigDecimal fraction) {
        var list = BigDecimal.valueOf(line.buyerMicroPerMillion(), 6);
        return part(kind, list.multiply(fraction), 0);
    }

    private PriceAnatomy.Part part(PriceAnatomy.Kind kind, BigDecimal buyer, long localMicro) {
        long micro = down(buyer);
        var list = BigDecimal.valueOf(line.buyerMicroPerMillion());
        var share = list.signum() == 0 ? BigDecimal.ZERO : share(BigDecimal.valueOf(micro), list);
        return new PriceAnatomy.Part(kind, micro, localMicro, share);
    }

    private static BigDecimal share(BigDecimal part, BigDecimal whole) {
        return part.divide(whole, SHARE_DIGITS, RoundingMode.DOWN);
    }

    private static long down(BigDecimal major) {
        return major.movePointRight(6).setScale(0, RoundingMode.DOWN).longValueExact();
    }
}
