package io.intertie.web.buyer;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.access.RoutePolicy;
import io.intertie.money.Currency;
import io.intertie.platform.http.AddressBlock;
import io.intertie.web.Form;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The form of a key, read and written: its name, its last day, what it may spend and what it
/// opens.
final class KeyForms {
    private static final String ALL_SCOPES = "CHAT EMBEDDINGS MODELS";
    private static final int LONGEST_NAME = 80;
    private static final int MOST_BLOCKS = 100;

    private KeyForms() {}

    /// Whose form it is and when it is read, and the key that it changes, if any. A key ends with
    /// its last day in `zone`.
    record Setting(
            UUID organisationId,
            Currency currency,
            ZoneId zone,
            Instant now,
            Optional<ApiKey> was) {}

    /// A form that starts with what a key is now.
    static Form of(ApiKey key, ZoneId zone) {
        var grant = key.grant();
        var values = new HashMap<>(LimitForms.of(key.limits()).values());
        values.put("name", key.name());
        values.put("purpose", key.purpose().name());
        values.put("lastDay", lastDay(key, zone));
        values.put("scopes", joined(grant.scopes()));
        values.put(
                "addresses",
                grant.from().stream()
                        .map(AddressBlock::toString)
                        .collect(Collectors.joining("\n")));
        values.put("modelsOf", grant.models().isEmpty() ? "ANY" : "ONLY");
        values.put("models", joined(grant.models()));
        values.putAll(RuleForms.of("key", grant.rates()));
        values.putAll(RuleForms.of(grant.policy()));
        return new Form(values, Map.of());
    }

    private static String joined(Set<?> all) {
        return all.stream().map(Object::toString).sorted().collect(Collectors.joining(" "));
    }

    private static String lastDay(ApiKey key, ZoneId zone) {
        return key.expiresAt()
                .map(at -> at.minusNanos(1).atZone(zone).toLocalDate().toString())
                .orElse("");
    }

    /// The form with a fault at each field that is wrong.
    static Form checked(Form form, Setting setting, Words words) {
        var checked = named(form, words);
        checked = ending(checked, setting, words);
        checked = LimitForms.checked(checked, words.of("limits.amount.malformed"));
        if (isManagement(form)) {
            return managing(checked, words);
        }
        checked = RuleForms.checkedRates(checked, "key", words);
        checked = RuleForms.checkedPolicy(checked, words);
        return opening(checked, words);
    }

    private static Form named(Form form, Words words) {
        var name = form.value("name");
        if (name.isEmpty()) {
            return form.wrong("name", words.of("keys.name.missing"));
        }
        return name.length() > LONGEST_NAME ? form.wrong("name", words.of("keys.name.long")) : form;
    }

    private static Form ending(Form form, Setting setting, Words words) {
        try {
            var isPast =
                    expiry(form, setting)
                            .filter(at -> !at.isAfter(setting.now()))
                            .filter(at ->
                                    !setting.was()
                                            .flatMap(ApiKey::expiresAt)
                                            .equals(Optional.of(at)))
                            .isPresent();
            return isPast ? form.wrong("lastDay", words.of("keys.lastDay.past")) : form;
        } catch (DateTimeException malformed) {
            return form.wrong("lastDay", words.of("keys.lastDay.malformed"));
        }
    }

    /// A management key calls no models, so nothing of a call can be limited.
    private static Form managing(Form form, Words words) {
        var checked = form;
        for (var field : List.of("limit", "taskLimit")) {
            if (!form.value(field).isEmpty()) {
                checked = checked.wrong(field, words.of("limits.management"));
            }
        }
        return isNarrow(form) ? checked.wrong("purpose", words.of("keys.management")) : checked;
    }

    private static Form opening(Form form, Words words) {
        var checked = form;
        if (scopes(form).isEmpty()) {
            checked = checked.wrong("scopes", words.of("keys.scopes.none"));
        }
        if (form.value("modelsOf").equals("ONLY") && models(form).isEmpty()) {
            checked = checked.wrong("models", words.of("keys.models.none"));
        }
        var blocks = RuleForms.parts(form.value("addresses")).toList();
        for (var block : blocks) {
            if (block(block).isEmpty()) {
                checked = checked.wrong("addresses", words.of("keys.addresses.unknown", block));
            }
        }
        return blocks.size() > MOST_BLOCKS
                ? checked.wrong("addresses", words.of("keys.addresses.many"))
                : checked;
    }

    /// Whether a form says more than its first four fields.
    static boolean isNarrow(Form form) {
        return scopes(form).size() < ApiKey.Scope.values().length
                || form.value("modelsOf").equals("ONLY")
                || !RuleForms.rates(form, "key").equals(ApiKey.Rates.NONE)
                || !RuleForms.policy(form).equals(RoutePolicy.ANY)
                || !form.value("addresses").isEmpty();
    }

    /// What a form without faults says.
    static ApiKeys.Request request(Form form, Setting setting) {
        var isManagement = isManagement(form);
        return new ApiKeys.Request(
                setting.organisationId(),
                isManagement ? ApiKey.Purpose.MANAGEMENT : ApiKey.Purpose.GATEWAY,
                form.value("name"),
                expiry(form, setting),
                isManagement ? ApiKey.Limits.NONE : LimitForms.limits(form, setting.currency()),
                isManagement ? ApiKey.Grant.ALL : grant(form));
    }

    private static boolean isManagement(Form form) {
        return form.value("purpose").equals(ApiKey.Purpose.MANAGEMENT.name());
    }

    private static ApiKey.Grant grant(Form form) {
        return new ApiKey.Grant(
                scopes(form),
                RuleForms.parts(form.value("addresses"))
                        .flatMap(text -> block(text).stream())
                        .distinct()
                        .toList(),
                form.value("modelsOf").equals("ONLY") ? models(form) : Set.of(),
                RuleForms.rates(form, "key"),
                RuleForms.policy(form));
    }

    private static Set<ApiKey.Scope> scopes(Form form) {
        var chosen = RuleForms.parts(form.value("scopes", ALL_SCOPES)).toList();
        return Arrays.stream(ApiKey.Scope.values())
                .filter(scope -> chosen.contains(scope.name()))
                .collect(Collectors.toSet());
    }

    private static Set<UUID> models(Form form) {
        return RuleForms.parts(form.value("models"))
                .flatMap(id -> id(id).stream())
                .collect(Collectors.toSet());
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<AddressBlock> block(String text) {
        try {
            return Optional.of(AddressBlock.of(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /// The first instant after the last day; a day that was not touched keeps its instant.
    private static Optional<Instant> expiry(Form form, Setting setting) {
        var typed = form.value("lastDay");
        var before = setting.was().map(key -> lastDay(key, setting.zone())).orElse("");
        if (typed.equals(before)) {
            return setting.was().flatMap(ApiKey::expiresAt);
        }
        return form.optional("lastDay")
                .map(KeyForms::day)
                .map(day -> day.plusDays(1).atStartOfDay(setting.zone()))
                .map(ZonedDateTime::toInstant);
    }

    /// A day of four digits' years, which every database and page can hold.
    private static LocalDate day(String typed) {
        if (typed.length() != "2027-03-31".length()) {
            throw new DateTimeException(typed);
        }
        return LocalDate.parse(typed);
    }
}
