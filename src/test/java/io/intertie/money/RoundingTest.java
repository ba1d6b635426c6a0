package io.intertie.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundingTest {
    @ParameterizedTest
    @CsvSource({
        "CNY, 275.77, 0.1494768311, USD, 41.22",
        "CNY, 1, 0.125, USD, 0.12",
        "CNY, 1, 0.135, USD, 0.14",
        "CNY, 1, 0.1350000001, USD, 0.14",
        "USD, 1, 149.5, JPY, 150",
        "USD, 1, 150.5, JPY, 150",
        "USD, 10, 0.30725, KWD, 3.072",
        "JPY, 1, 0.0049, USD, 0"
    })
    void anExchangeIsRoundedHalfEvenToWholeMinorUnits(
            String from, String major, String rate, String into, String expected) {
        var amount = Money.of(major, Currency.of(from));
        var currency = Currency.of(into);
        assertEquals(
                Money.of(expected, currency),
                Rounding.exchanged(amount, new Rate(new BigDecimal(rate)), currency));
    }

    @Test
    void anExchangeThatDoesNotFitFails() {
        var most = new Money(Currency.of("USD"), Long.MAX_VALUE);
        assertThrows(
                ArithmeticException.class,
                () ->
                        Rounding.exchanged(
                                most, new Rate(new BigDecimal("150")), Currency.of("JPY")));
    }
}
