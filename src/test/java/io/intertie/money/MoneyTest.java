package io.intertie.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("money")
class MoneyTest {
    private static final Currency USD = Currency.of("USD");
    private static final Money MOST = new Money(USD, Long.MAX_VALUE);
    private static final Money LEAST = new Money(USD, Long.MIN_VALUE);
    private static final Money ONE_MICRO = new Money(USD, 1);

    @Test
    void anAmountIsReadAsPeopleWriteIt() {
        assertEquals(new Money(USD, 12_340_000), Money.of("12.34", USD));
        assertEquals(new Money(USD, -1), Money.of("-0.000001", USD));
        assertEquals("USD 12.340000", Money.of("12.34", USD).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0000001", "9223372036854.775808", "-9223372036854.775809", "1e30"})
    void anAmountThatDoesNotFitFails(String major) {
        assertThrows(ArithmeticException.class, () -> Money.of(major, USD));
    }

    @Test
    void overflowFailsInsteadOfWrapping() {
        assertThrows(ArithmeticException.class, () -> MOST.plus(ONE_MICRO));
        assertThrows(ArithmeticException.class, () -> LEAST.minus(ONE_MICRO));
        assertThrows(ArithmeticException.class, () -> LEAST.negated());
        assertThrows(ArithmeticException.class, () -> Money.zero(USD).minus(LEAST));
        assertEquals(MOST, MOST.minus(ONE_MICRO).plus(ONE_MICRO));
    }

    @Test
    void noSignFlipsAtTheEnds() {
        assertTrue(MOST.isPositive() && !MOST.isNegative());
        assertTrue(LEAST.isNegative() && !LEAST.isPositive());
        assertTrue(MOST.wholeMinor().isPositive());
        assertTrue(LEAST.wholeMinor().isNegative());
        assertTrue(MOST.compareTo(LEAST) > 0);
    }

    @Test
    void currenciesDoNotMeet() {
        var euro = new Money(Currency.of("EUR"), 1);
        assertThrows(CheckFailed.class, () -> ONE_MICRO.plus(euro));
        assertThrows(CheckFailed.class, () -> ONE_MICRO.minus(euro));
        assertThrows(CheckFailed.class, () -> ONE_MICRO.compareTo(euro));
    }

    @ParameterizedTest
    @CsvSource({
        "275.773891, CNY, 275.77, 275.77",
        "-275.773891, CNY, -275.77, -275.77",
        "1234.999999, JPY, 1234, 1234",
        "1.234999, KWD, 1.234, 1.234",
        "0.009999, USD, 0, 0.00",
    })
    void aBankMovesWholeMinorUnitsTowardsZero(
            String major, String currency, String whole, String text) {
        var of = Currency.of(currency);
        assertEquals(Money.of(whole, of), Money.of(major, of).wholeMinor());
        assertEquals(text, Money.of(whole, of).minorText());
    }

    @Test
    void aBanksTextLosesNothing() {
        assertThrows(ArithmeticException.class, () -> Money.of("0.001", USD).minorText());
        assertThrows(
                ArithmeticException.class, () -> Money.of("0.5", Currency.of("JPY")).minorText());
    }

    @ParameterizedTest
    @CsvSource({"JPY, 0, 1000000", "USD, 2, 10000", "KWD, 3, 1000"})
    void aCurrencyHasTheDigitsOfIso4217(String code, int digits, long microPerMinor) {
        assertEquals(digits, Currency.of(code).minorDigits());
        assertEquals(microPerMinor, Currency.of(code).microPerMinor());
        assertTrue(Currency.isKnown(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CNH", "XAU", "CLF", "usd", "", "DOLLAR"})
    void whatIsNoCurrencyOfTheLedgerIsNotKnown(String code) {
        assertFalse(Currency.isKnown(code));
    }
}
