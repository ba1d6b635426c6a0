package io.intertie.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A refusal's fields have the names that a caller of the API sent them under.
class ProblemMapperTest {
    @Test
    void aFaultHasTheNameThatItsFieldWasSentUnderAndItsCode() {
        var past = Wording.of("tariff.past", "lies in the past");
        var faults =
                Map.of(
                        "effectiveFrom", past,
                        "spot.floorPerKwh", past,
                        "energy.CACHED_INPUT", past,
                        "table.rules[0].price_per_kwh", past,
                        "line 2, price_per_kwh", past);
        var problem = new Problem(ProblemType.UNPROCESSABLE, past, faults);
        var body = ProblemMapper.body(problem, "http://here", "-");
        var expected =
                Map.of(
                        "effective_from", "tariff.past",
                        "spot.floor_per_kwh", "tariff.past",
                        "energy.cached_input", "tariff.past",
                        "table.rules[0].price_per_kwh", "tariff.past",
                        "line 2, price_per_kwh", "tariff.past");
        assertEquals(expected, body.get("field_codes"));
        var told = new HashMap<String, String>();
        expected.keySet().forEach(field -> told.put(field, "lies in the past"));
        assertEquals(told, body.get("fields"));
    }
}
