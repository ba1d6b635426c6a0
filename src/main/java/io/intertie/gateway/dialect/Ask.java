package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A client's request in its own words, read field by field; what has the wrong shape is refused
/// with its name.
record Ask(ObjectNode body) {
    /// @throws Problem if the bytes hold no JSON object
    static Ask read(byte[] bytes) {
        return new Ask(
                Json.read(bytes)
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemType.MALFORMED_JSON,
                                        "The body is not a valid JSON object. Nothing was sent or"
                                                + " charged.")));
    }

    static Problem fault(String field, String fault) {
        return new Problem(
                ProblemType.INVALID_REQUEST,
                fault + " Nothing was sent or charged.",
                Map.of(field, fault));
    }

    JsonNode at(String field) {
        return body.path(field);
    }

    boolean has(String field) {
        return body.hasNonNull(field);
    }

    /// Refuses a field that would change what the client gets or pays, unless it is absent.
    void refuse(String field, String why) {
        if (has(field)) {
            throw fault(field, "'" + field + "' is not supported: " + why);
        }
    }

    Optional<String> text(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        return Optional.of(text(at(field), field));
    }

    boolean flag(String field, boolean otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        if (!at(field).isBoolean()) {
            throw fault(field, "'" + field + "' must be true or false.");
        }
        return at(field).booleanValue();
    }

    /// A field that must be an object where it is there.
    Optional<ObjectNode> object(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        return Optional.of(object(at(field), field));
    }

    /// A field that must be a list where it is there; an absent one is empty.
    JsonNode list(String field) {
        return has(field) ? list(at(field), field) : Json.object().putArray(field);
    }

    static String text(JsonNode node, String name) {
        if (!node.isTextual()) {
            throw fault(name, "'" + name + "' must be a string.");
        }
        return node.textValue();
    }

    static ObjectNode object(JsonNode node, String name) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw fault(name, "'" + name + "' must be an object.");
    }

    static JsonNode list(JsonNode node, String name) {
        if (!node.isArray()) {
            throw fault(name, "'" + name + "' must be an array.");
        }
        return node;
    }

    /// The fields that a dialect does not know, for the provider or the market's routing.
    ObjectNode others(Set<String> known) {
        var others = body.deepCopy();
        others.remove(known);
        return others;
    }

    /// Takes fields over that mean the same on both sides.
    void copy(ObjectNode target, Map<String, String> names) {
        names.forEach((from, to) -> {
            if (has(from)) {
                target.set(to, at(from));
            }
        });
    }
}
