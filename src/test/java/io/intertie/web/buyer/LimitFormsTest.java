package io.intertie.web.buyer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.access.ApiKey;
import io.intertie.access.SpendLimit;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.web.Form;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitFormsTest {
    private static final Currency EUR = Currency.of("EUR");

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.000000", "-1", "1e3", "1,5", "0.0000001", "1234567890", "x"})
    void whatIsNoAmountIsAFaultAtItsFieldAndStaysTyped(String typed) {
        for (var field : new String[] {"limit", "taskLimit"}) {
            var form = LimitForms.checked(Form.of(Map.of(field, typed)), "wrong");
            assertEquals(Map.of(field, "wrong"), form.faults());
            assertEquals(typed, form.value(field));
        }
    }

    @Test
    void anEmptyAmountIsNoLimit() {
        var form = Form.of(Map.of("limit", "", "reset", "DAILY", "taskLimit", ""));
        assertEquals(ApiKey.Limits.NONE, LimitForms.limits(LimitForms.checked(form, "w"), EUR));
    }

    @Test
    void aFormStartsWithWhatHoldsAndSaysTheSameAgain() {
        var limits =
                new ApiKey.Limits(
                        Optional.of(new SpendLimit(Money.of("100", EUR), SpendLimit.Reset.WEEKLY)),
                        Optional.of(Money.of("0.000001", EUR)));
        var form = LimitForms.checked(LimitForms.of(limits), "wrong");
        assertEquals(Map.of(), form.faults());
        assertEquals("100", form.value("limit"));
        assertEquals(limits, LimitForms.limits(form, EUR));
    }
}
