package io.intertie.web.provider;

import io.intertie.tariff.PriceVersion;
import io.intertie.web.Figures;
import io.intertie.web.books.Bands;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A version's prices by class and band: what the provider earns, what a buyer in EUR pays, and how
/// both move against the version before it.
public record PriceTable(
        String id,
        int number,
        Figures.Moment effectiveFrom,
        Optional<Figures.Moment> effectiveTo,
        boolean isInForce,
        String reason,
        String hash,
        List<Row> rows) {
    /// One price. `before` and `change` are absent for a first version.
    public record Row(
            String tokens,
            String tariffBand,
            String earns,
            String pays,
            Optional<String> before,
            Optional<String> change) {
        public String tone() {
            return Bands.tone(tariffBand);
        }
    }

    static PriceTable of(
            PriceVersion version, Optional<PriceVersion> last, boolean isInForce, Figures figures) {
        return new PriceTable(
                version.id().toString(),
                version.number(),
                figures.precise(version.effectiveFrom()),
                version.effectiveTo().map(figures::precise),
                isInForce,
                version.reason(),
                version.inputsHash(),
                version.lines().stream()
                        .filter(line -> line.buyerCurrency().equals(ListingLine.BUYERS))
                        .map(line -> row(line, version, last, figures))
                        .toList());
    }

    private static Row row(
            PriceVersion.Line line,
            PriceVersion version,
            Optional<PriceVersion> last,
            Figures figures) {
        var old = last.flatMap(one -> one.line(line.tokens(), line.band(), line.buyerCurrency()));
        return new Row(
                line.tokens().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                Bands.slug(line.band()),
                ListingLine.per1m(
                        version.providerCurrency(), line.providerMicroPerMillion(), figures),
                ListingLine.per1m(line.buyerCurrency(), line.buyerMicroPerMillion(), figures),
                old.map(one ->
                        ListingLine.per1m(
                                one.buyerCurrency(), one.buyerMicroPerMillion(), figures)),
                old.filter(one -> one.buyerMicroPerMillion() > 0)
                        .map(one -> change(one, line, figures)));
    }

    private static String change(PriceVersion.Line old, PriceVersion.Line line, Figures figures) {
        var moved = line.buyerMicroPerMillion() - old.buyerMicroPerMillion();
        var fraction =
                BigDecimal.valueOf(moved)
                        .divide(
                                BigDecimal.valueOf(old.buyerMicroPerMillion()),
                                6,
                                RoundingMode.HALF_UP);
        return (moved > 0 ? "+" : "") + figures.percent(fraction);
    }
}
