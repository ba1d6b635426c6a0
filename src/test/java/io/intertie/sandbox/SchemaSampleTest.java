package io.intertie.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class SchemaSampleTest {
    @Test
    void numbersKeepWithinTheirBoundsForEverySeed() throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            double open =
                    sample("{'type':'number','exclusiveMinimum':0,'exclusiveMaximum':0.5}", seed)
                            .asDouble();
            assertTrue(open > 0 && open < 0.5, () -> "open " + open);
            JsonNode stepped =
                    sample("{'type':'integer','minimum':-20,'maximum':50,'multipleOf':7}", seed);
            assertTrue(stepped.isIntegralNumber() && stepped.asInt() % 7 == 0);
            assertTrue(stepped.asInt() >= -20 && stepped.asInt() <= 50, stepped.toString());
            int above = sample("{'type':'integer','exclusiveMinimum':3}", seed).asInt();
            assertTrue(above > 3, () -> "above " + above);
            int below = sample("{'type':'integer','maximum':-5}", seed).asInt();
            assertTrue(below <= -5, () -> "below " + below);
        }
    }

    @Test
    void stringsKeepTheirLengthAndFormat() throws Exception {
        assertEquals(40, sample("{'type':'string','minLength':40}", 1).asText().length());
        assertEquals(3, sample("{'type':'string','maxLength':3}", 1).asText().length());
        assertEquals("2026-01-01", sample("{'type':'string','format':'date'}", 1).asText());
    }

    @Test
    void referencesAndAlternativesAreFollowed() throws Exception {
        String schema =
                "{'$defs':{'z':{'const':'north'}},"
                        + "'allOf':[{'properties':{'a':{'$ref':'#/$defs/z'}}}],"
                        + "'properties':{'b':{'anyOf':[{'type':'boolean'},{'type':'null'}]},"
                        + "'c':{'type':['integer','null'],'minimum':4,'maximum':4}}}";
        JsonNode value = sample(schema, 3);
        assertEquals("north", value.path("a").asText());
        assertTrue(value.path("b").isBoolean());
        assertEquals(4, value.path("c").asInt());
    }

    @Test
    void aSchemaThatRefersToItselfEndsWhereItMayAndIsRefusedWhereItMayNot() throws Exception {
        JsonNode tree = sample("{'type':'object','properties':{'child':{'$ref':'#'}}}", 1);
        assertTrue(tree.has("child"));
        assertThrows(Problem.class, () -> sample("{'$ref':'#'}", 1));
        assertThrows(Problem.class, () -> sample("{'$ref':'#/absent'}", 1));
    }

    @Test
    void aSchemaThatAsksForMillionsOfValuesIsRefused() {
        String many = "{'type':'array','minItems':1000,'items':{'type':'integer'}}";
        String manyTimesMany = "{'type':'array','minItems':1000,'items':" + many + "}";
        assertThrows(Problem.class, () -> sample(manyTimesMany, 1));
    }

    private static JsonNode sample(String schema, long seed) throws Exception {
        return SchemaSample.of(Json.MAPPER.readTree(schema.replace('\'', '"')), seed);
    }
}
