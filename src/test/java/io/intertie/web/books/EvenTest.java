package io.intertie.web.books;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.web.Figures;
import io.intertie.web.Prefs;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvenTest {
    private static final Currency CNY = Currency.of("CNY");
    private static final Currency JPY = Currency.of("JPY");

    private final Figures figures = Figures.of(Prefs.DEFAULT);

    @Test
    void allAmountsOfACurrencyHaveAsManyDecimalsAsItsFinest() {
        var fine = Money.of("0.0681", CNY);
        var even = Even.of(Stream.of(fine, Money.of("12", CNY), Money.of("7", JPY)), figures);
        assertEquals("CNY\u00a012.0000", even.text(Money.of("12", CNY)));
        assertEquals("CNY\u00a00.0681", even.text(fine));
        assertEquals("JPY\u00a07", even.text(Money.of("7", JPY)));
    }

    @Test
    void noDigitIsEverLeftOut() {
        var even = Even.of(Stream.of(Money.of("12", CNY)), figures);
        assertEquals("CNY\u00a00.000001", even.text(Money.of("0.000001", CNY)));
        assertEquals("CNY\u00a012.00", even.text(Money.of("12", CNY)));
    }
}
