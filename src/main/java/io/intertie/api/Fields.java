package io.intertie.api;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads a stranger's fields; each fault is told at its field.
final class Fields {
    private Fields() {}

    static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw Problem.field(field, field + " is missing");
        }
        return value;
    }

    static String text(@Nullable String value, String field) {
        if (value == null || value.isBlank() || value.length() > 200) {
            throw Problem.field(field, field + " must have 1 to 200 characters");
        }
        return value.strip();
    }

    static String slug(@Nullable String value, String field) {
        var text = text(value, field);
        if (!text.matches("[a-z0-9][a-z0-9.-]{0,59}")) {
            throw Problem.field(field, field + " takes a-z, 0-9, dots and dashes");
        }
        return text;
    }

    static String country(@Nullable String value) {
        var text = text(value, "country");
        if (!java.util.Locale.getISOCountries(java.util.Locale.IsoCountryCode.PART1_ALPHA2)
                .contains(text)) {
            throw Problem.field("country", "country must be an ISO 3166 alpha-2 code");
        }
        return text;
    }

    static Currency currency(@Nullable String code) {
        if (code == null || !Currency.isKnown(code)) {
            throw Problem.field("currency", "currency must be an ISO 4217 code");
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
            throw Problem.field(field, field + " must be a decimal like \"12.50\"");
        }
    }

    static BigDecimal decimal(@Nullable String value, String field) {
        try {
            return new BigDecimal(text(value, field));
        } catch (NumberFormatException malformed) {
            throw Problem.field(field, field + " must be a decimal");
        }
    }

    static BigDecimal amountOrZero(@Nullable String value, String field) {
        var amount = value == null ? BigDecimal.ZERO : decimal(value, field);
        if (amount.signum() < 0) {
            throw Problem.field(field, field + " must not be negative");
        }
        return amount;
    }

    static UUID id(@Nullable String value, String field) {
        try {
            return UUID.fromString(text(value, field));
        } catch (IllegalArgumentException malformed) {
            throw Problem.field(field, field + " must be a UUID");
        }
    }

    static ZoneId zone(@Nullable String value) {
        return zone(value, "zone");
    }

    static ZoneId zone(@Nullable String value, String field) {
        try {
            return ZoneId.of(text(value, field));
        } catch (DateTimeException unknown) {
            throw Problem.field(field, field + " must be an IANA time zone");
        }
    }

    static Optional<Instant> instant(@Nullable String value, String field) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(value));
        } catch (DateTimeException malformed) {
            throw Problem.field(field, field + " must be an instant like 2026-11-23T10:00:00Z");
        }
    }

    static <E extends Enum<E>> E constant(Class<E> type, @Nullable String value, String field) {
        try {
            return Enum.valueOf(type, text(value, field).toUpperCase(java.util.Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Problem.field(
                    field,
                    field
                            + " must be one of "
                            + java.util.Arrays.toString(type.getEnumConstants()));
        }
    }

    static Problem notFound(String what) {
        return new Problem(ProblemType.NOT_FOUND, "There is no such " + what + " among yours.");
    }
}
