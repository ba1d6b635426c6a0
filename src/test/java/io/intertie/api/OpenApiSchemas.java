package io.intertie.api;

import io.intertie.money.Currency;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// The JSON schemas of records, as JSON-B writes them.
final class OpenApiSchemas {
    private final Map<String, String> named = new TreeMap<>();

    OpenApiSchemas() {
        named.put(
                "Problem",
                """
                      type: object
                      required: [type, title, status, detail, request_id]
                      properties:
                        type: {type: string, format: uri}
                        title: {type: string}
                        status: {type: integer}
                        detail: {type: string}
                        request_id: {type: string, format: uuid}
                        fields: {type: object, additionalProperties: {type: string}}
                        code: {type: string}
                        field_codes: {type: object, additionalProperties: {type: string}}
                """);
    }

    void writeTo(StringBuilder text) {
        named.forEach(
                (name, schema) -> text.append("    ").append(name).append(":\n").append(schema));
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// A flow-style schema or a reference to a named one.
    String reference(Type type) {
        if (type instanceof ParameterizedType generic
                && generic.getRawType() instanceof Class<?> raw) {
            return ofGeneric(raw, generic.getActualTypeArguments());
        }
        if (!(type instanceof Class<?> plain)) {
            return "{}";
        }
        return ofClass(plain);
    }

    private String ofGeneric(Class<?> raw, Type[] arguments) {
        if (raw == Optional.class) {
            return reference(arguments[0]);
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return "{type: array, items: " + reference(arguments[0]) + "}";
        }
        if (raw == Map.class) {
            return "{type: object, additionalProperties: " + reference(arguments[1]) + "}";
        }
        // A page of something.
        return "{type: object, required: [data], properties: {data: {type: array, items: "
                + reference(arguments[0])
                + "}}}";
    }

    private String ofClass(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "{type: boolean}";
        }
        if (type == int.class
                || type == Integer.class
                || type == long.class
                || type == Long.class) {
            return "{type: integer, format: int64}";
        }
        if (type == BigDecimal.class) {
            return "{type: number}";
        }
        if (type == UUID.class) {
            return "{type: string, format: uuid}";
        }
        if (type == Instant.class) {
            return "{type: string, format: date-time}";
        }
        if (type == LocalDate.class) {
            return "{type: string, format: date}";
        }
        if (type == URI.class) {
            return "{type: string, format: uri}";
        }
        if (type == String.class
                || type == Currency.class
                || type == LocalTime.class
                || ZoneId.class.isAssignableFrom(type)) {
            return "{type: string}";
        }
        if (type.isEnum()) {
            return "{type: string, enum: " + Arrays.toString(type.getEnumConstants()) + "}";
        }
        return type.isRecord() ? named(type) : "{}";
    }

    private String named(Class<?> type) {
        var name = name(type);
        if (!named.containsKey(name)) {
            named.put(name, "");
            var properties =
                    Arrays.stream(type.getRecordComponents())
                            .map(part ->
                                    "        "
                                            + snake(part)
                                            + ": "
                                            + reference(part.getGenericType()))
                            .collect(Collectors.joining("\n"));
            named.put(name, "      type: object\n      properties:\n" + properties + "\n");
        }
        return "{$ref: '#/components/schemas/" + name + "'}";
    }

    private static String name(Class<?> type) {
        var outer = type.getEnclosingClass();
        return outer == null
                ? type.getSimpleName()
                : outer.getSimpleName().replace("Resource", "") + type.getSimpleName();
    }

    private static String snake(RecordComponent part) {
        return part.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
