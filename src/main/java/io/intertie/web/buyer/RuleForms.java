package io.intertie.web.buyer;

import io.intertie.access.ApiKey;
import io.intertie.access.RoutePolicy;
import io.intertie.web.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The fields of rates and of where data may go, read and written.
///
/// Rates stand under a prefix, such as `keyRequests`, `keyTokens`, `keyAtOnce`; an empty one is no
/// limit. Countries are codes in any order and spelling; none of them means any.
final class RuleForms {
    /// What people put between the parts of a list, in either language.
    static final String BETWEEN = "[\\s,;，；、]+";

    private static final List<String> RATES = List.of("Requests", "Tokens", "AtOnce");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private RuleForms() {}

    static Map<String, String> of(String prefix, ApiKey.Rates rates) {
        return Map.of(
                prefix + "Requests", text(rates.requestsPerMinute()),
                prefix + "Tokens", text(rates.tokensPerMinute()),
                prefix + "AtOnce", text(rates.atOnce()));
    }

    private static String text(Optional<Long> rate) {
        return rate.map(Object::toString).orElse("");
    }

    static Map<String, String> of(RoutePolicy policy) {
        return Map.of(
                "countries",
                policy.countries().map(RuleForms::text).orElse(""),
                "excluded",
                text(policy.excluded()),
                "deniesTraining",
                policy.deniesTraining() ? "yes" : "",
                "deniesRetention",
                policy.deniesRetention() ? "yes" : "");
    }

    private static String text(Set<String> countries) {
        return countries.stream().sorted().collect(Collectors.joining(" "));
    }

    /// The form with a fault at each rate that is none.
    static Form checkedRates(Form form, String prefix, Words words) {
        var checked = form;
        for (var rate : RATES) {
            if (!form.value(prefix + rate).matches("|[1-9]\\d{0,11}")) {
                checked = checked.wrong(prefix + rate, words.of("rates.malformed"));
            }
        }
        return checked;
    }

    /// The form with a fault at what names no country, or leaves none.
    static Form checkedPolicy(Form form, Words words) {
        var checked = form;
        for (var field : List.of("countries", "excluded")) {
            for (var code : codes(form, field)) {
                if (!COUNTRIES.contains(code)) {
                    checked = checked.wrong(field, words.of("policy.unknown", code));
                }
            }
        }
        var only = codes(form, "countries");
        if (checked.isRight() && !only.isEmpty() && codes(form, "excluded").containsAll(only)) {
            return checked.wrong("excluded", words.of("policy.nowhere"));
        }
        return checked;
    }

    static ApiKey.Rates rates(Form form, String prefix) {
        return new ApiKey.Rates(
                form.optional(prefix + "Requests").map(Long::valueOf),
                form.optional(prefix + "Tokens").map(Long::valueOf),
                form.optional(prefix + "AtOnce").map(Long::valueOf));
    }

    static RoutePolicy policy(Form form) {
        return new RoutePolicy(
                Optional.of(codes(form, "countries")).filter(only -> !only.isEmpty()),
                codes(form, "excluded"),
                form.value("deniesTraining").equals("yes"),
                form.value("deniesRetention").equals("yes"));
    }

    private static Set<String> codes(Form form, String field) {
        return parts(form.value(field))
                .map(code -> code.toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /// The parts of a list as somebody typed it.
    static Stream<String> parts(String typed) {
        return Arrays.stream(typed.split(BETWEEN)).filter(part -> !part.isEmpty());
    }
}
