package io.intertie.web.provider;

import io.intertie.money.Currency;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import io.intertie.web.Figures;
import io.intertie.web.books.Bands;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a version changes against the one before it: by class, band and buyer's currency.
///
/// `moved` counts the prices that differ; without a version before it every price is new.
public record PriceDiff(List<String> currencies, List<Row> rows, int moved) {
    /// A class in a band; the moves are in the order of the currencies.
    public record Row(String tokens, boolean isFirst, String tariffBand, List<Move> moves) {
        public String tone() {
            return Bands.tone(tariffBand);
        }
    }

    /// `before` and `change` are empty where there was no price; `tone` says whether buyers pay
    /// more (`warn`) or less (`ok`).
    public record Move(String before, String after, String change, String tone) {}

    static PriceDiff of(PriceVersion version, Optional<PriceVersion> last, Figures figures) {
        var currencies = PriceSketch.currencies(version);
        var rows =
                Stream.of(TokenClass.values())
                        .flatMap(tokens -> rows(version, last, tokens, figures))
                        .toList();
        var moved =
                rows.stream()
                        .flatMap(row -> row.moves().stream())
                        .filter(move -> !move.before().equals(move.after()))
                        .count();
        return new PriceDiff(currencies.stream().map(Currency::code).toList(), rows, (int) moved);
    }

    private static Stream<Row> rows(
            PriceVersion version, Optional<PriceVersion> last, TokenClass tokens, Figures figures) {
        var bands =
                version.lines().stream()
                        .filter(line -> line.tokens() == tokens && line.buyerMicroPerMillion() > 0)
                        .map(PriceVersion.Line::band)
                        .distinct()
                        .sorted()
                        .toList();
        return bands.stream()
                .map(band ->
                        new Row(
                                Bands.slug(tokens),
                                band == bands.getFirst(),
                                Bands.slug(band),
                                PriceSketch.currencies(version).stream()
                                        .map(currency ->
                                                move(
                                                        last.flatMap(one ->
                                                                one.line(tokens, band, currency)),
                                                        version.line(tokens, band, currency),
                                                        figures))
                                        .toList()));
    }

    private static Move move(
            Optional<PriceVersion.Line> old, Optional<PriceVersion.Line> line, Figures figures) {
        var before = old.map(one -> text(one, figures)).orElse("");
        var after = line.map(one -> text(one, figures)).orElse("–");
        var was = old.map(PriceVersion.Line::buyerMicroPerMillion).orElse(0L);
        var is = line.map(PriceVersion.Line::buyerMicroPerMillion).orElse(0L);
        if (was == 0 || was.equals(is)) {
            return new Move(before, after, "", "");
        }
        var fraction =
                BigDecimal.valueOf(is - was)
                        .divide(BigDecimal.valueOf(was), 6, RoundingMode.HALF_UP);
        var sign = is > was ? "+" : "";
        return new Move(before, after, sign + figures.percent(fraction), is > was ? "warn" : "ok");
    }

    private static String text(PriceVersion.Line line, Figures figures) {
        return figures.price(line.buyerCurrency(), line.buyerMicroPerMillion());
    }
}
