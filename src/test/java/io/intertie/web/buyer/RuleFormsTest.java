package io.intertie.web.buyer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.access.ApiKey;
import io.intertie.access.RoutePolicy;
import io.intertie.web.Form;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFormsTest {
    private static final Words KEYS = (key, _) -> key;

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1,000", "1e3", "01", "9999999999999", "many"})
    void whatIsNoRateIsAFaultAtItsFieldAndStaysTyped(String typed) {
        for (var field : new String[] {"keyRequests", "keyTokens", "keyAtOnce"}) {
            var form = RuleForms.checkedRates(Form.of(Map.of(field, typed)), "key", KEYS);
            assertEquals(Map.of(field, "rates.malformed"), form.faults());
            assertEquals(typed, form.value(field));
        }
    }

    @Test
    void ratesAreReadAsTheyAreWrittenUnderTheirPrefix() {
        var rates = new ApiKey.Rates(Optional.of(60L), Optional.empty(), Optional.of(3L));
        var form = new Form(RuleForms.of("each", rates), Map.of());
        assertEquals(Map.of(), RuleForms.checkedRates(form, "each", KEYS).faults());
        assertEquals(rates, RuleForms.rates(form, "each"));
        assertEquals(ApiKey.Rates.NONE, RuleForms.rates(form, "together"));
    }

    @Test
    void policiesAreReadAsTheyAreWritten() {
        for (var countries : new String[] {"", "DE IS"}) {
            var only = Optional.of(countries).filter(some -> !some.isEmpty());
            var policy =
                    new RoutePolicy(
                            only.map(codes -> Set.of(codes.split(" "))), Set.of("NO"), true, false);
            var form = new Form(RuleForms.of(policy), Map.of());
            assertEquals(Map.of(), RuleForms.checkedPolicy(form, KEYS).faults());
            assertEquals(policy, RuleForms.policy(form));
        }
        assertEquals(RoutePolicy.ANY, RuleForms.policy(Form.EMPTY));
    }

    @Test
    void countriesComeInAnySpellingWithAnythingBetweenThem() {
        var typed = Map.of("countries", " de,IS、no；\n Se ");
        var form = RuleForms.checkedPolicy(Form.of(Map.copyOf(typed)), KEYS);
        assertEquals(Map.of(), form.faults());
        var only = RuleForms.policy(form).countries();
        assertEquals(Optional.of(Set.of("DE", "IS", "NO", "SE")), only);
    }

    @ParameterizedTest
    @CsvSource({
        "countries, XX,      '',      policy.unknown",
        "countries, Germany, '',      policy.unknown",
        "excluded,  '',      DE-BY,   policy.unknown",
        "excluded,  DE IS,   is de,   policy.nowhere",
    })
    void whatNamesNoCountryOrLeavesNoneIsRefused(
            String field, String countries, String excluded, String fault) {
        var typed = Map.of("countries", countries, "excluded", excluded);
        var form = RuleForms.checkedPolicy(Form.of(Map.copyOf(typed)), KEYS);
        assertEquals(Map.of(field, fault), form.faults());
    }
}
