package io.intertie.web.provider;

import io.intertie.money.Currency;
import io.intertie.tariff.Band;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import io.intertie.web.Figures;
import io.intertie.web.books.Bands;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What terms come to while they are typed: in each band what the provider earns per 1M, how much
/// of its cost is electricity, and what buyers pay in each currency.
public record PriceSketch(Optional<String> chart, List<String> currencies, List<Row> rows) {
    private static final int DIGITS = 6;

    /// A class in a band; `pays` is in the order of the currencies.
    public record Row(
            String tokens,
            boolean isFirst,
            String tariffBand,
            String perKwh,
            String earns,
            String share,
            List<String> pays) {
        public String tone() {
            return Bands.tone(tariffBand);
        }
    }

    /// What electricity is of a cost: [PriceBook#anatomy].
    interface Shares {
        Optional<BigDecimal> of(PriceInForce price, TokenClass tokens, Currency currency);
    }

    static PriceSketch of(
            PriceVersion version, Optional<String> chart, Shares shares, Figures figures) {
        var currencies = currencies(version);
        var rows =
                Stream.of(TokenClass.values())
                        .flatMap(tokens ->
                                bands(version, tokens).stream()
                                        .map(band -> new Place(version, tokens, band)))
                        .map(place -> row(place, currencies, shares, figures))
                        .toList();
        return new PriceSketch(chart, currencies.stream().map(Currency::code).toList(), rows);
    }

    /// The currencies that a version has prices in, in the market's order.
    static List<Currency> currencies(PriceVersion version) {
        return PriceBook.BUYER_CURRENCIES.stream()
                .filter(one ->
                        version.lines().stream().anyMatch(line -> line.buyerCurrency().equals(one)))
                .toList();
    }

    private record Place(PriceVersion version, TokenClass tokens, Band band) {
        Optional<PriceVersion.Line> line(Currency currency) {
            return version.line(tokens, band, currency);
        }
    }

    // A class that costs nothing has no rows.
    private static List<Band> bands(PriceVersion version, TokenClass tokens) {
        return version.lines().stream()
                .filter(line -> line.tokens() == tokens && line.buyerMicroPerMillion() > 0)
                .map(PriceVersion.Line::band)
                .distinct()
                .sorted()
                .toList();
    }

    private static Row row(Place place, List<Currency> currencies, Shares shares, Figures figures) {
        var version = place.version();
        var own = version.providerCurrency();
        var perKwh = version.inputs().tariffPerKwh().getOrDefault(place.band(), BigDecimal.ZERO);
        var price = new PriceInForce(version, place.band(), perKwh);
        var earns =
                currencies.stream()
                        .flatMap(one -> place.line(one).stream())
                        .mapToLong(PriceVersion.Line::providerMicroPerMillion)
                        .max()
                        .orElse(0);
        return new Row(
                Bands.slug(place.tokens()),
                place.band() == bands(version, place.tokens()).getFirst(),
                Bands.slug(place.band()),
                figures.perKwhBrief(own, perKwh),
                figures.iso(own, BigDecimal.valueOf(earns, 6), DIGITS),
                currencies.stream()
                        .flatMap(one -> shares.of(price, place.tokens(), one).stream())
                        .findFirst()
                        .map(figures::percent)
                        .orElse("–"),
                currencies.stream()
                        .map(one ->
                                place.line(one)
                                        .map(line ->
                                                figures.price(one, line.buyerMicroPerMillion()))
                                        .orElse("–"))
                        .toList());
    }
}
