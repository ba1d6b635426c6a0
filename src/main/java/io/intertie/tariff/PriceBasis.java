package io.intertie.tariff;

import io.intertie.fx.Quote;
import io.intertie.money.Currency;
import io.intertie.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// All that a price version is computed from, and the computing: the one place that rounds.
record PriceBasis(
        TariffVersion tariff,
        BigDecimal pue,
        EnergyProfile energy,
        PriceTerms terms,
        List<Quote> quotes,
        PriceVersion.Particulars particulars) {

    /// The basis of a plan that needs nothing more.
    PriceBasis(
            TariffVersion tariff,
            BigDecimal pue,
            EnergyProfile energy,
            PriceTerms terms,
            List<Quote> quotes) {
        this(tariff, pue, energy, terms, quotes, PriceVersion.Particulars.NONE);
    }

    /// One line for each class, band and quoted buyer currency.
    List<PriceVersion.Line> lines() {
        var lines = new ArrayList<PriceVersion.Line>();
        tariffPerKwh()
                .forEach((band, perKwh) -> {
                    for (var tokens : TokenClass.values()) {
                        var cost = PriceFormula.electricity(tokens, energy, pue, perKwh);
                        var net = PriceFormula.net(tokens, cost, terms);
                        for (var quote : quotes) {
                            lines.add(
                                    new PriceVersion.Line(
                                            tokens,
                                            band,
                                            quote.pair().quote(),
                                            Rounding.toMicro(net),
                                            Rounding.upToTick(
                                                    PriceFormula.list(net, quote, terms))));
                        }
                    }
                });
        return lines;
    }

    PriceVersion.Inputs inputs() {
        var ids = new HashMap<Currency, UUID>();
        quotes.forEach(quote -> ids.put(quote.pair().quote(), quote.id()));
        return new PriceVersion.Inputs(
                tariff.id(),
                tariff.tableHash(),
                tariffPerKwh(),
                energy,
                pue,
                terms,
                Map.copyOf(ids),
                PriceFormula.version(tariff.table(), terms.plan()),
                tariff.table().tellsDaysApart() ? tariff.table().days() : Map.of(),
                particulars);
    }

    /// What a kWh costs in each band, with losses and demand charge: on average, or in the hour.
    private Map<Band, BigDecimal> tariffPerKwh() {
        var delivered = tariff.delivered();
        var prices = new EnumMap<Band, BigDecimal>(Band.class);
        for (var band : delivered.bands()) {
            prices.put(
                    band,
                    switch (terms.plan().kind()) {
                        case BANDED -> delivered.mean(Set.of(band));
                        case FLAT -> new HourMeans(delivered).weighted(particulars.weights());
                        case SPOT -> spotPerKwh(terms.plan().spot().orElseThrow());
                    });
        }
        return prices;
    }

    private BigDecimal spotPerKwh(PriceTerms.Spot spot) {
        return particulars
                .hour()
                .map(hour -> PriceFormula.spotPerKwh(hour, tariff, spot))
                .orElse(spot.ceilingPerKwh());
    }
}
