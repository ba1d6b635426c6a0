package io.intertie.web.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.tariff.ListingRules.LockForm;
import io.intertie.tariff.ListingRules.Rules;
import io.intertie.web.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulesPageTest {
    private static final Words WORDS = (key, arguments) -> key + List.of(arguments);

    @Test
    void whatAFormShowsIsWhatItSetsToTheLastHundredthOfAPercent() {
        for (var rules :
                List.of(
                        Rules.DEFAULT,
                        new Rules(0, 0, 0, LockForm.INDEX, 0, 0),
                        new Rules(1, 9_000, 366, LockForm.INDEX, 90_000, 1_225))) {
            var form = RulesPage.checked(RulesPage.filled(rules), WORDS);
            assertTrue(form.isRight(), form.faults().toString());
            assertEquals(rules, RulesPage.rules(form));
        }
    }

    @Test
    void aFigureOutOfItsRangeIsRefusedAtItsField() {
        var wrong =
                Map.of(
                        "rise", List.of("", "-1", "900.01", "1e3", "10,5", "0.125", "x"),
                        "fall", List.of("90.01", "100"),
                        "lockDays", List.of("", "367", "1.5", "-1", "٣"),
                        "lockForm", List.of("", "freeze", "BOTH"),
                        "indexRise", List.of("901"),
                        "indexFall", List.of("91"));
        wrong.forEach((field, values) ->
                values.forEach(value -> {
                    var form = RulesPage.checked(with(field, value), WORDS);
                    assertEquals(Set.of(field), form.faults().keySet(), field + ": " + value);
                }));
    }

    private static Form with(String field, String value) {
        var values =
                new HashMap<String, @Nullable String>(RulesPage.filled(Rules.DEFAULT).values());
        values.put(field, value);
        return Form.of(values);
    }
}
