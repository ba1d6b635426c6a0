package io.intertie.web.books;

import io.intertie.metering.UsageRecords;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.TokenClass;
import io.intertie.web.Figures;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One request traced to the inputs of its price, and its share computed again from them.
///
/// `isEqual` says that tokens times prices give the stored share, to the last digit.
public record Proof(
        Served request,
        int version,
        Figures.Moment effectiveFrom,
        String inputsHash,
        Optional<Tariff> tariff,
        String perKwh,
        Price price,
        String arithmetic,
        Optional<RateView> rate) {
    /// The tariff behind the price.
    public record Tariff(int number, String source, String quality) {}

    /// The provider's net price of one class, `slug` its key's end, and how it comes about.
    public record Price(String slug, String formula, String result) {}

    static Proof of(
            UsageRecords.Rated rated,
            PriceVersion version,
            Served request,
            TraceView.Facts facts,
            Figures figures) {
        var utc = figures.in(ZoneOffset.UTC);
        return new Proof(
                request,
                version.number(),
                utc.moment(version.effectiveFrom()),
                version.inputsHash(),
                tariff(version, facts)
                        .map(one -> new Tariff(one.number(), one.source(), one.quality())),
                utc.iso(version.providerCurrency(), Served.perKwh(rated, version), 4),
                price(rated, version, utc),
                arithmetic(rated, version),
                rated.usage()
                        .quoteId()
                        .flatMap(id ->
                                facts.trace().quotes().stream()
                                        .filter(quote -> quote.id().equals(id))
                                        .findFirst())
                        .map(quote -> RateView.of(quote, figures)));
    }

    public boolean isEqual() {
        return request.isProven();
    }

    private static Optional<TariffVersion> tariff(PriceVersion version, TraceView.Facts facts) {
        return facts.tariffs().stream()
                .filter(one -> one.id().equals(version.inputs().tariffVersionId()))
                .findFirst();
    }

    private static Price price(UsageRecords.Rated rated, PriceVersion version, Figures utc) {
        var tokens = rated.usage().tokens().output() > 0 ? TokenClass.OUTPUT : TokenClass.INPUT;
        var inputs = version.inputs();
        var formula =
                "(%s + %s × %s × %s) × %s"
                        .formatted(
                                plain(inputs.terms().base().getOrDefault(tokens, BigDecimal.ZERO)),
                                plain(inputs.energy().of(tokens)),
                                plain(inputs.pue()),
                                Served.perKwh(rated, version).toPlainString(),
                                plain(BigDecimal.ONE.add(inputs.terms().margin())));
        var micro = Served.price(tokens, rated, version);
        return new Price(
                Bands.slug(tokens),
                formula,
                utc.iso(version.providerCurrency(), BigDecimal.valueOf(micro, 6), 4));
    }

    // 11 × 1.444 + 48 × 6.240878
    private static String arithmetic(UsageRecords.Rated rated, PriceVersion version) {
        return Stream.of(TokenClass.values())
                .filter(tokens -> rated.usage().tokens().of(tokens) > 0)
                .map(tokens ->
                        rated.usage().tokens().of(tokens)
                                + " × "
                                + plain(
                                        BigDecimal.valueOf(
                                                Served.price(tokens, rated, version), 6)))
                .collect(Collectors.joining(" + "));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
