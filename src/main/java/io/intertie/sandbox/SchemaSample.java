package io.intertie.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// A value that fits a JSON schema, the same for the same schema and seed.
///
/// It obeys types, `enum`, `const`, `default`, `$ref` within the document, `anyOf`, `oneOf`,
/// `allOf`, bounds of numbers, strings and arrays, and the usual formats; `pattern` and
/// `uniqueItems` it does not.
final class SchemaSample {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal SPAN = new BigDecimal(99);
    private static final int DEEPEST = 24;
    private static final int LONGEST = 1_000;
    private static final int MOST_VALUES = 10_000;
    private static final Map<String, String> FORMATS =
            Map.of(
                    "date", "2026-01-01",
                    "time", "12:00:00Z",
                    "date-time", "2026-01-01T12:00:00Z",
                    "duration", "PT1H",
                    "email", "sandbox@example.com",
                    "hostname", "example.com",
                    "ipv4", "192.0.2.1",
                    "ipv6", "2001:db8::1",
                    "uri", "https://example.com/sandbox",
                    "uuid", "00000000-0000-4000-8000-000000000000");

    private final JsonNode root;
    private final Random random;
    private int values;

    private SchemaSample(JsonNode root, long seed) {
        this.root = root;
        this.random = new Random(seed);
    }

    /// Makes one.
    ///
    /// @throws Problem 400 when the schema refers to what is not there or asks for too much
    static JsonNode of(JsonNode schema, long seed) {
        return new SchemaSample(schema, seed).value(schema, 0);
    }

    private JsonNode value(JsonNode schema, int depth) {
        if (depth > DEEPEST) {
            throw refused("is nested too deeply");
        }
        values++;
        if (values > MOST_VALUES) {
            throw refused("asks for too many values");
        }
        if (schema.has("$ref")) {
            return value(referred(schema.path("$ref").asText()), depth + 1);
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (!schema.path("enum").isEmpty()) {
            JsonNode choices = schema.path("enum");
            return choices.path(random.nextInt(choices.size()));
        }
        if (schema.has("default")) {
            return schema.path("default");
        }
        for (String either : new String[] {"anyOf", "oneOf"}) {
            if (!schema.path(either).isEmpty()) {
                return value(schema.path(either).path(0), depth + 1);
            }
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> number(schema, ONE);
            case "number" -> number(schema, new BigDecimal("0.5"));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "null" -> NODES.nullNode();
            default -> NODES.textNode(text(schema));
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            return type.textValue();
        }
        if (!type.isEmpty()) {
            return type.path(0).asText();
        }
        boolean object = schema.has("properties") || schema.has("allOf") || schema.isMissingNode();
        return object ? "object" : schema.has("items") ? "array" : "string";
    }

    private JsonNode referred(String reference) {
        JsonNode target = reference.equals("#") ? root : NODES.missingNode();
        if (reference.startsWith("#/")) {
            target = root.at(reference.substring(1));
        }
        if (target.isMissingNode()) {
            throw refused("refers to what is not in it");
        }
        return target;
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        for (JsonNode part : schema.path("allOf")) {
            if (value(part, depth + 1) instanceof ObjectNode fields) {
                object.setAll(fields);
            }
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (depth < DEEPEST / 4 || required(schema, property.getKey())) {
                object.set(property.getKey(), value(property.getValue(), depth + 1));
            }
        }
        return object;
    }

    private static boolean required(JsonNode schema, String name) {
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        JsonNode prefix = schema.path("prefixItems");
        prefix.forEach(item -> array.add(value(item, depth + 1)));
        int usual = depth < DEEPEST / 4 ? 1 : 0;
        int length = Math.min(schema.path("minItems").asInt(usual), LONGEST);
        length = Math.min(length, schema.path("maxItems").asInt(LONGEST));
        while (array.size() < length) {
            array.add(value(schema.path("items"), depth + 1));
        }
        return array;
    }

    /// The first of a few candidates that the schema allows, a random one to begin with.
    private JsonNode number(JsonNode schema, BigDecimal usualStep) {
        BigDecimal step = bound(schema, "multipleOf").orElse(usualStep);
        Optional<BigDecimal> least =
                bound(schema, "minimum").or(() -> bound(schema, "exclusiveMinimum"));
        Optional<BigDecimal> most =
                bound(schema, "maximum").or(() -> bound(schema, "exclusiveMaximum"));
        BigDecimal low = least.orElse(most.map(ONE::min).orElse(ONE));
        BigDecimal high = most.orElse(low.add(SPAN));
        int room = high.subtract(low).max(BigDecimal.ZERO).min(SPAN).intValue();
        BigDecimal random = onStep(low.add(new BigDecimal(this.random.nextInt(room + 1))), step);
        BigDecimal lowest = onStep(low, step);
        BigDecimal middle = low.add(high).divide(new BigDecimal(2));
        BigDecimal chosen =
                Stream.of(random, lowest, lowest.add(step), middle)
                        .filter(candidate -> allowed(schema, candidate))
                        .findFirst()
                        .orElse(lowest);
        return chosen.stripTrailingZeros().scale() <= 0
                ? NODES.numberNode(chosen.toBigInteger())
                : NODES.numberNode(chosen);
    }

    private static BigDecimal onStep(BigDecimal number, BigDecimal step) {
        return number.divide(step, 0, RoundingMode.CEILING).multiply(step);
    }

    private static boolean allowed(JsonNode schema, BigDecimal number) {
        return bound(schema, "minimum").filter(least -> number.compareTo(least) < 0).isEmpty()
                && bound(schema, "maximum").filter(most -> number.compareTo(most) > 0).isEmpty()
                && bound(schema, "exclusiveMinimum")
                        .filter(edge -> number.compareTo(edge) <= 0)
                        .isEmpty()
                && bound(schema, "exclusiveMaximum")
                        .filter(edge -> number.compareTo(edge) >= 0)
                        .isEmpty();
    }

    private static Optional<BigDecimal> bound(JsonNode schema, String name) {
        JsonNode bound = schema.path(name);
        boolean usable = bound.isNumber() && Math.abs(bound.asDouble()) < 1e15;
        boolean step = name.equals("multipleOf") && bound.asDouble() < 1e-9;
        return usable && !step ? Optional.of(bound.decimalValue()) : Optional.empty();
    }

    private String text(JsonNode schema) {
        String format = FORMATS.get(schema.path("format").asText());
        if (format != null) {
            return format;
        }
        int least = Math.min(schema.path("minLength").asInt(0), LONGEST);
        int most = Math.max(least, schema.path("maxLength").asInt(LONGEST));
        String word = "sandbox-" + random.nextInt(1_000);
        String padded = word + "-".repeat(Math.max(0, least - word.length()));
        return padded.substring(0, Math.min(most, padded.length()));
    }

    private static Problem refused(String why) {
        return Problem.badRequest("schema", "The JSON schema " + why + ".");
    }
}
