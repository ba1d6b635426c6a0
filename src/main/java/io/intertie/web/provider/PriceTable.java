package io.intertie.web.provider;

import io.intertie.money.Currency;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import io.intertie.web.Figures;
import io.intertie.web.books.Bands;
import io.intertie.web.books.Even;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A version's prices by class and band: what the provider earns, what a buyer in EUR pays, and how
/// both move against the version before it.
///
/// `headline` is its dearest price to a buyer, of the class that counts most.
public record PriceTable(
        String id,
        int number,
        Figures.Moment effectiveFrom,
        Optional<Figures.Moment> effectiveTo,
        boolean isInForce,
        String reason,
        String hash,
        Headline headline,
        List<Row> rows,
        PriceDiff diff) {
    private static final int LEAST_DIGITS = 4;

    /// One price. `before` and `change` are absent for a first version; `isFirst` of its class.
    public record Row(
            String tokens,
            boolean isFirst,
            String tariffBand,
            String earns,
            String pays,
            Optional<String> before,
            Optional<String> change) {
        public String tone() {
            return Bands.tone(tariffBand);
        }
    }

    /// A price by itself; `tokens` is the end of its class's key.
    public record Headline(String tokens, String pays) {}

    /// A version beside the one before it.
    record Step(PriceVersion version, Optional<PriceVersion> last, boolean isInForce) {
        /// The lines for a buyer in EUR of the classes that cost anything, class by class.
        List<PriceVersion.Line> lines() {
            return Stream.of(TokenClass.values())
                    .map(tokens ->
                            version.lines().stream()
                                    .filter(line -> line.tokens() == tokens)
                                    .filter(line -> line.buyerCurrency().equals(ListingLine.BUYERS))
                                    .toList())
                    .filter(ofClass ->
                            ofClass.stream().anyMatch(line -> line.buyerMicroPerMillion() > 0))
                    .flatMap(List::stream)
                    .toList();
        }

        private Optional<PriceVersion.Line> before(PriceVersion.Line line) {
            return last.flatMap(one -> one.line(line.tokens(), line.band(), line.buyerCurrency()));
        }

        private Stream<Even.Amount> amounts() {
            return lines().stream()
                    .flatMap(line ->
                            Stream.concat(
                                    Stream.of(
                                            amount(
                                                    version.providerCurrency(),
                                                    line.providerMicroPerMillion()),
                                            amount(
                                                    line.buyerCurrency(),
                                                    line.buyerMicroPerMillion())),
                                    before(line).stream()
                                            .map(one ->
                                                    amount(
                                                            one.buyerCurrency(),
                                                            one.buyerMicroPerMillion()))));
        }
    }

    static PriceTable of(Step step, Figures figures) {
        var version = step.version();
        var even = Even.ofAmounts(step.amounts(), LEAST_DIGITS, figures);
        return new PriceTable(
                version.id().toString(),
                version.number(),
                figures.precise(version.effectiveFrom()),
                version.effectiveTo().map(figures::precise),
                step.isInForce(),
                version.reason(),
                version.inputsHash(),
                headline(step, figures),
                rows(step, even, figures),
                PriceDiff.of(version, step.last(), figures));
    }

    public boolean isFirstVersion() {
        return rows.stream().allMatch(row -> row.before().isEmpty());
    }

    private static Headline headline(Step step, Figures figures) {
        var lines = step.lines();
        var tokens = lead(step.version());
        var most =
                lines.stream()
                        .filter(line -> line.tokens() == tokens)
                        .mapToLong(PriceVersion.Line::buyerMicroPerMillion)
                        .max()
                        .orElse(0);
        return new Headline(
                Bands.slug(tokens), ListingLine.per1m(ListingLine.BUYERS, most, figures));
    }

    /// The class that a price is named by: output, or input of a model without output.
    static TokenClass lead(PriceVersion version) {
        return version.lines().stream()
                        .anyMatch(line ->
                                line.tokens() == TokenClass.OUTPUT
                                        && line.buyerMicroPerMillion() > 0)
                ? TokenClass.OUTPUT
                : TokenClass.INPUT;
    }

    private static List<Row> rows(Step step, Even even, Figures figures) {
        var lines = step.lines();
        return java.util.stream.IntStream.range(0, lines.size())
                .mapToObj(at -> {
                    var line = lines.get(at);
                    var old = step.before(line);
                    return new Row(
                            Bands.slug(line.tokens()),
                            at == 0 || lines.get(at - 1).tokens() != line.tokens(),
                            Bands.slug(line.band()),
                            text(
                                    step.version().providerCurrency(),
                                    line.providerMicroPerMillion(),
                                    even),
                            text(line.buyerCurrency(), line.buyerMicroPerMillion(), even),
                            old.map(one ->
                                    text(one.buyerCurrency(), one.buyerMicroPerMillion(), even)),
                            old.filter(one -> one.buyerMicroPerMillion() > 0)
                                    .map(one -> change(one, line, figures)));
                })
                .toList();
    }

    private static Even.Amount amount(Currency currency, long micro) {
        return new Even.Amount(currency, BigDecimal.valueOf(micro, 6));
    }

    private static String text(Currency currency, long micro, Even even) {
        return even.text(currency, BigDecimal.valueOf(micro, 6));
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
