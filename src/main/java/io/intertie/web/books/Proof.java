package io.intertie.web.books;

import io.intertie.metering.UsageRecords;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.TokenClass;
import io.intertie.web.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/// One request traced to the inputs of its price, and its share computed again from them.
///
/// `formula` is the provider's net price of the output class with its numbers; `isEqual` says that
/// tokens times prices give the stored share, to the last digit.
public record Proof(
        Served request,
        int version,
        Figures.Moment effectiveFrom,
        String inputsHash,
        Optional<Tariff> tariff,
        String perKwh,
        String formula,
        Optional<RateView> rate,
        boolean isEqual) {
    /// The tariff behind the price.
    public record Tariff(int number, String source, String quality) {}

    static Proof of(
            UsageRecords.Rated rated,
            PriceVersion version,
            Optional<TariffVersion> tariff,
            TraceView.Facts facts,
            Figures figures) {
        var utc = figures.in(ZoneOffset.UTC);
        var usage = rated.usage();
        var perKwh = version.inputs().tariffPerKwh().getOrDefault(usage.band(), BigDecimal.ZERO);
        return new Proof(
                Served.of(rated, facts.isWhole(), facts.names(), figures),
                version.number(),
                utc.moment(version.effectiveFrom()),
                version.inputsHash(),
                tariff.map(one -> new Tariff(one.number(), one.source(), one.quality())),
                utc.iso(version.providerCurrency(), cut(perKwh), 4),
                formula(version, perKwh),
                usage.quoteId()
                        .flatMap(id ->
                                facts.trace().quotes().stream()
                                        .filter(quote -> quote.id().equals(id))
                                        .findFirst())
                        .map(quote -> RateView.of(quote, figures)),
                share(rated, version) == rated.charge().providerPico());
    }

    /// The end of the keys of its band.
    public String tariffBand() {
        return request.tariffBand().toLowerCase(Locale.ROOT);
    }

    private static String formula(PriceVersion version, BigDecimal perKwh) {
        var inputs = version.inputs();
        var base = inputs.terms().base().getOrDefault(TokenClass.OUTPUT, BigDecimal.ZERO);
        return "(%s + %s × %s × %s) × %s"
                .formatted(
                        plain(base),
                        plain(inputs.energy().output()),
                        plain(inputs.pue()),
                        plain(cut(perKwh)),
                        plain(BigDecimal.ONE.add(inputs.terms().margin())));
    }

    // Tokens times micro per million is pico.
    private static long share(UsageRecords.Rated rated, PriceVersion version) {
        var pico = 0L;
        for (var tokens : TokenClass.values()) {
            var count = rated.usage().tokens().of(tokens);
            var price =
                    version.line(tokens, rated.usage().band(), rated.charge().buyerCurrency())
                            .map(PriceVersion.Line::providerMicroPerMillion)
                            .orElse(0L);
            pico = Math.addExact(pico, Math.multiplyExact(count, price));
        }
        return pico;
    }

    private static BigDecimal cut(BigDecimal perKwh) {
        return perKwh.setScale(6, RoundingMode.HALF_EVEN);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
