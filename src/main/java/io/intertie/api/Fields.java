package io.intertie.api;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads a stranger's fields; each fault is told at its field.
final class Fields {
    private static final int DIGITS = 18;
    // Without an exponent: one of a few characters makes a number that nobody can write out.
    private static final String DECIMAL = "[+-]?\\d{1," + DIGITS + "}(\\.\\d{1," + DIGITS + "})?";
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Fields() {}

    static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw refused(field, "field.missing", "%s is missing", field);
        }
        return value;
    }

    static String text(@Nullable String value, String field) {
        if (value == null || value.isBlank() || value.length() > 200) {
            throw refused(field, "field.text", "%s must have 1 to 200 characters", field);
        }
        return value.strip();
    }

    static String slug(@Nullable String value, String field) {
        var text = text(value, field);
        if (!text.matches("[a-z0-9][a-z0-9.-]{0,59}")) {
            throw refused(field, "field.slug", "%s takes a-z, 0-9, dots and dashes", field);
        }
        return text;
    }

    static String country(@Nullable String value) {
        var text = text(value, "country");
        if (!java.util.Locale.getISOCountries(java.util.Locale.IsoCountryCode.PART1_ALPHA2)
                .contains(text)) {
            throw refused("country", "field.country", "country must be an ISO 3166 alpha-2 code");
        }
        return text;
    }

    static Currency currency(@Nullable String code) {
        if (code == null || !Currency.isKnown(code)) {
            throw refused("currency", "field.currency", "currency must be an ISO 4217 code");
        }
        return Currency.of(code);
    }

    static Money money(@Nullable String amount, Currency currency) {
        return money(amount, "amount", currency);
    }

    static Money money(@Nullable String amount, String field, Currency currency) {
        try {
            return Money.of(text(amount, field), currency);
        } catch (ArithmeticException | NumberFormatException malformed) {
            throw refused(field, "field.amount", "%s must be a decimal like 12.50", field);
        }
    }

    static BigDecimal decimal(@Nullable String value, String field) {
        var text = text(value, field);
        if (!text.matches(DECIMAL)) {
            throw refused(
                    field,
                    "field.decimal",
                    "%s must be a decimal like 0.85, of up to %s digits before and after the point",
                    field,
                    DIGITS);
        }
        return new BigDecimal(text);
    }

    static BigDecimal amountOrZero(@Nullable String value, String field) {
        var amount = value == null ? BigDecimal.ZERO : decimal(value, field);
        if (amount.signum() < 0) {
            throw refused(field, "field.negative", "%s must not be negative", field);
        }
        return amount;
    }

    static UUID id(@Nullable String value, String field) {
        try {
            return UUID.fromString(text(value, field));
        } catch (IllegalArgumentException malformed) {
            throw refused(field, "field.id", "%s must be a UUID", field);
        }
    }

    static ZoneId zone(@Nullable String value) {
        return zone(value, "zone");
    }

    static ZoneId zone(@Nullable String value, String field) {
        var text = text(value, field);
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            throw refused(field, "field.zone", "%s must be an IANA time zone", field);
        }
        return ZoneId.of(text);
    }

    static Optional<Instant> instant(@Nullable String value, String field) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            var instant = Instant.parse(value);
            if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
                throw refused(field, "field.years", "%s must lie in the years 2000 to 2199", field);
            }
            return Optional.of(instant);
        } catch (DateTimeException malformed) {
            throw refused(
                    field,
                    "field.instant",
                    "%s must be an instant like 2026-11-23T10:00:00Z",
                    field);
        }
    }

    static <E extends Enum<E>> E constant(Class<E> type, @Nullable String value, String field) {
        try {
            return Enum.valueOf(type, text(value, field).toUpperCase(java.util.Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw refused(
                    field,
                    "field.constant",
                    "%s must be one of %s",
                    field,
                    Arrays.toString(type.getEnumConstants()));
        }
    }

    static Problem notFound(String what) {
        return new Problem(
                ProblemType.NOT_FOUND,
                Wording.of("field.none", "There is no such %s among yours.", what));
    }

    private static Problem refused(String field, String code, String english, Object... arguments) {
        return Problem.field(field, Wording.of(code, english, arguments));
    }
}
