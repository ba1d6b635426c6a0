package io.intertie.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("money")
class RoundingTest {
    @ParameterizedTest
    @CsvSource({
        "2.7433, 2743300",
        "0.0000005, 0", // half, to the even micro
        "0.0000015, 2",
        "0.00000051, 1",
    })
    void aNetPriceIsHalfEvenMicro(BigDecimal major, long micro) {
        assertEquals(micro, Rounding.toMicro(major));
    }

    @ParameterizedTest
    @CsvSource({
        "0.4302, 430200",
        "0.43020001, 430300",
        "0.0000000001, 100",
        "0, 0",
    })
    void aListPriceGoesUpToTheNextTick(BigDecimal major, long micro) {
        assertEquals(micro, Rounding.upToTick(major));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "1000000, 1", "1000001, 2", "9223372036854775807, 9223372036855"})
    void aHoldCoversItsPico(long pico, long micro) {
        assertEquals(micro, Rounding.coveringMicro(pico));
    }

    @Test
    void aPriceThatDoesNotFitFails() {
        var huge = new BigDecimal("1e15");
        assertThrows(ArithmeticException.class, () -> Rounding.toMicro(huge));
        assertThrows(ArithmeticException.class, () -> Rounding.upToTick(huge));
    }

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
