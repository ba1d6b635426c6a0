package io.intertie.tariff;

import io.intertie.money.Currency;
import io.intertie.money.Rounding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The prices of a lock: those at signing, moved by the index where there is one.
///
/// `mids` are the reference rates that the version's quotes name.
record Contract(PriceVersion.Inputs inputs, Map<Currency, BigDecimal> mids) {
    private static final MathContext DIGITS = MathContext.DECIMAL128;

    /// One line for each class, band and currency; rounded once, here.
    List<PriceVersion.Line> lines() {
        var spreads = inputs.particulars().lock().orElseThrow().spreads();
        var lines = new ArrayList<PriceVersion.Line>();
        for (var band : inputs.tariffPerKwh().keySet()) {
            for (var tokens : TokenClass.values()) {
                var signed = signedNet(tokens, band);
                var factor = factor(tokens, band);
                var net = Rounding.toMicro(signed.multiply(factor, DIGITS));
                mids.forEach((currency, mid) -> {
                    var spread = spreads.get(currency);
                    if (spread != null) {
                        var list = list(signed, factor, mid, currency);
                        lines.add(
                                new PriceVersion.Line(
                                        tokens, band, currency, net, Rounding.upToTick(list)));
                    }
                });
            }
        }
        return lines;
    }

    private BigDecimal list(
            BigDecimal signed, BigDecimal factor, BigDecimal mid, Currency currency) {
        var lock = inputs.particulars().lock().orElseThrow();
        var spread = lock.spreads().getOrDefault(currency, BigDecimal.ZERO);
        var then = lock.index().map(index -> index.mids().getOrDefault(currency, mid)).orElse(mid);
        var rate =
                lock.index()
                        .map(index -> PriceFormula.clamp(PriceFormula.ratio(mid, then), index))
                        .orElse(BigDecimal.ONE);
        return PriceFormula.list(signed, then, spread, inputs.terms())
                .multiply(factor, DIGITS)
                .multiply(rate, DIGITS);
    }

    private BigDecimal signedNet(TokenClass tokens, Band band) {
        return PriceFormula.net(tokens, signedCost(tokens, band), inputs.terms());
    }

    private BigDecimal signedCost(TokenClass tokens, Band band) {
        return PriceFormula.electricity(tokens, inputs.energy(), inputs.pue(), signedPerKwh(band));
    }

    /// A kWh's price at signing; of a band that there was not then, the mean of those that were.
    private BigDecimal signedPerKwh(Band band) {
        var signed =
                inputs.particulars()
                        .lock()
                        .flatMap(PriceVersion.Lock::index)
                        .map(PriceVersion.Index::tariffPerKwh)
                        .orElse(inputs.tariffPerKwh());
        var sum = signed.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var mean = sum.divide(BigDecimal.valueOf(signed.size()), DIGITS);
        return signed.getOrDefault(band, mean);
    }

    private BigDecimal factor(TokenClass tokens, Band band) {
        var cost = signedCost(tokens, band);
        var whole = cost.add(inputs.terms().base(tokens));
        var share = PriceFormula.share(cost, whole);
        var now = inputs.tariffPerKwh().getOrDefault(band, BigDecimal.ZERO);
        return inputs.particulars()
                .lock()
                .flatMap(PriceVersion.Lock::index)
                .map(index ->
                        PriceFormula.indexed(
                                share, PriceFormula.ratio(now, signedPerKwh(band)), index))
                .orElse(BigDecimal.ONE);
    }
}
