package io.intertie.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("money")
class RateTest {
    @Test
    void aRateHasTenDecimalsHalfEven() {
        assertEquals(rate("0.1234567890"), rate("0.12345678905"), "to the even neighbour below");
        assertEquals(rate("0.1234567892"), rate("0.12345678915"), "to the even neighbour above");
        assertEquals(rate("1"), rate("1.0000000000"));
        assertEquals("6.70778353", rate("6.7077835300").toString());
        assertEquals("100", rate("100").toString());
    }

    @Test
    void theOtherWayRoundIsTheInverse() {
        assertEquals(rate("0.1490805414"), rate("6.70778353").inverse());
        assertEquals(Rate.ONE, Rate.ONE.inverse());
    }

    @Test
    void aCrossRateMultiplies() {
        assertEquals(rate("5.9043646605"), rate("0.88022588").times(rate("6.70778353")));
    }

    @Test
    void aRateIsPositiveAndDoesNotVanish() {
        assertThrows(CheckFailed.class, () -> rate("0"));
        assertThrows(CheckFailed.class, () -> rate("-1"));
        assertThrows(CheckFailed.class, () -> rate("0.00000000001"));
        assertThrows(CheckFailed.class, () -> rate("100000000000").inverse());
    }

    private static Rate rate(String value) {
        return new Rate(new BigDecimal(value));
    }
}
