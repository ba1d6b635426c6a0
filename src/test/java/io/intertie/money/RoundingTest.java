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
}
