package io.intertie.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalInt;

/// A JSON object read field by field; what is absent or null counts as not given.
///
/// Every method throws a [Problem] that names the field when its value has another type.
record Fields(JsonNode node) {
    JsonNode at(String name) {
        return node.path(name);
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    Optional<String> text(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!at(name).isTextual()) {
            throw Problem.badRequest(name, "'" + name + "' must be a string.");
        }
        return Optional.of(at(name).textValue());
    }

    String requiredText(String name) {
        return text(name)
                .orElseThrow(() -> Problem.badRequest(name, "'" + name + "' is required."));
    }

    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (!at(name).isBoolean()) {
            throw Problem.badRequest(name, "'" + name + "' must be true or false.");
        }
        return at(name).booleanValue();
    }

    OptionalInt positive(String name) {
        if (!has(name)) {
            return OptionalInt.empty();
        }
        JsonNode value = at(name);
        if (!value.isInt() || value.intValue() < 1) {
            throw Problem.badRequest(name, "'" + name + "' must be a whole number above 0.");
        }
        return OptionalInt.of(value.intValue());
    }

    /// Whether a stream is to end with a chunk that holds the usage.
    boolean usageWanted() {
        return new Fields(at("stream_options")).flag("include_usage", false);
    }

    void onlyOneChoice() {
        if (positive("n").orElse(1) != 1) {
            throw Problem.badRequest("n", "The sandbox writes one choice.");
        }
    }
}
