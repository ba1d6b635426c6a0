package io.intertie.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a proposal of prices says of a class of tokens, and what is told of it.
class PriceFieldsTest {
    @ParameterizedTest
    @ValueSource(strings = {"outptu", "OUTPUT", "", "output "})
    void aClassThatIsNoneIsRefusedAndNotPricedAsNothing(String name) {
        var bases = Map.of("input", "1", name, "4");
        var refused = assertThrows(Problem.class, () -> PricesResource.onlyClasses(bases, "base."));
        assertEquals(Set.of("base." + name), refused.faults().keySet());
    }

    @Test
    void aClassMayBeLeftOutWhereItIsNotSold() {
        assertDoesNotThrow(() -> PricesResource.onlyClasses(Map.of("input", "1"), "base."));
    }

    @Test
    void aFaultOfTheProfileStandsAtTheFieldThatWasSent() {
        var fault = Wording.of("price.past", "lies in the past");
        var sent =
                PricesResource.sent(
                        Map.of(
                                "energy.OUTPUT", fault,
                                "energy.source", fault,
                                "base.OUTPUT", fault,
                                "effectiveFrom", fault));
        assertEquals(
                Set.of("kwh_per_million.OUTPUT", "energy_source", "base.OUTPUT", "effectiveFrom"),
                sent.keySet());
    }
}
