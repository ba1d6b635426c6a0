package io.intertie.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// One field of the wishes: what it may hold, and what its refusal says.
final class WishField {
    private static final int MOST_DIGITS = 30;
    private static final BigDecimal LARGEST = new BigDecimal("1000000000000");

    private WishField() {}

    /// A number, or one as text, moved by some digits. One of at most 15 digits comes out exactly
    /// as it was written.
    static long amount(String path, JsonNode value, int digits, RoundingMode rounding) {
        var text = value.isNumber() ? value.decimalValue().toString() : value.asText();
        if ((!value.isNumber() && !value.isTextual()) || text.length() > MOST_DIGITS) {
            throw refused(path, "'" + path + "' must be a number.");
        }
        try {
            var number = new BigDecimal(text);
            if (Math.abs((long) number.scale()) > MOST_DIGITS
                    || number.signum() < 0
                    || number.compareTo(LARGEST) > 0) {
                throw refused(path, "'" + path + "' must lie between 0 and " + LARGEST + ".");
            }
            return number.movePointRight(digits).setScale(0, rounding).longValueExact();
        } catch (NumberFormatException malformed) {
            throw refused(path, "'" + path + "' must be a number.");
        }
    }

    static String oneOf(String name, Collection<String> words) {
        return "'provider.%s' must be one of: %s."
                .formatted(name, String.join(", ", new TreeSet<>(words)));
    }

    static void known(String path, JsonNode object, Set<String> known) {
        object.fieldNames()
                .forEachRemaining(name -> {
                    if (!known.contains(name)) {
                        throw refused(
                                path + "." + shortened(name),
                                "'%s.%s' is not supported; known are %s."
                                        .formatted(
                                                path,
                                                shortened(name),
                                                String.join(", ", new TreeSet<>(known))));
                    }
                });
    }

    private static String shortened(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }

    static boolean isSet(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    static Problem refused(String field, String fault) {
        return new Problem(
                ProblemType.INVALID_REQUEST,
                fault + " Nothing was sent or charged.",
                Map.of(field, fault));
    }
}
