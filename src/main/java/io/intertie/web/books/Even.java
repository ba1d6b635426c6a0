package io.intertie.web.books;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.web.Figures;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Writes the amounts of a table with as many decimals as the finest of each currency needs, so
/// that they stand under each other.
public final class Even {
    private final Figures figures;
    private final Map<Currency, Integer> digits = new HashMap<>();

    /// An amount finer than a micro has no Money.
    public record Amount(Currency currency, BigDecimal major) {}

    private Even(Figures figures) {
        this.figures = figures;
    }

    /// For amounts that the ledger books.
    public static Even of(Stream<Money> amounts, Figures figures) {
        return ofAmounts(
                amounts.map(money -> new Amount(money.currency(), money.major())), 0, figures);
    }

    /// For amounts of any fineness, with `least` decimals or more.
    public static Even ofAmounts(Stream<Amount> amounts, int least, Figures figures) {
        var even = new Even(figures);
        amounts.forEach(one ->
                even.digits.merge(
                        one.currency(),
                        Math.max(least, one.major().stripTrailingZeros().scale()),
                        Math::max));
        return even;
    }

    public String text(Money money) {
        return text(money.currency(), money.major());
    }

    public String text(Currency currency, BigDecimal major) {
        var least = Math.max(currency.minorDigits(), digits.getOrDefault(currency, 0));
        return figures.iso(currency, major, least);
    }
}
