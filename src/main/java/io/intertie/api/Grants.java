package io.intertie.api;

import io.intertie.access.ApiKey;
import io.intertie.access.RoutePolicy;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.Model;
import io.intertie.platform.http.AddressBlock;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What keys open and where data may go, as management reads and shows it.
public final class Grants {
    private static final long MOST = 1_000_000_000_000L;
    private static final int MOST_COUNTRIES = 300;

    private Grants() {}

    /// What a key opens: scopes `chat`, `embeddings` and `models`, addresses as `192.0.2.0/24` or
    /// `2001:db8::/32`, models as `author/slug`; what is absent does not narrow it.
    public record Given(
            @Nullable List<String> scopes,
            @Nullable List<String> addresses,
            @Nullable List<String> models,
            @Nullable GivenRates rates,
            @Nullable GivenPolicy policy) {}

    /// Requests and tokens in any 60 seconds, and requests under way at once.
    public record GivenRates(
            @Nullable Long requestsPerMinute,
            @Nullable Long tokensPerMinute,
            @Nullable Long atOnce) {}

    /// Countries of the data centres that may serve, and those that must not, as ISO 3166 alpha-2;
    /// whether providers that train on prompts, or keep them, are out.
    public record GivenPolicy(
            @Nullable List<String> countries,
            @Nullable List<String> excluded,
            @Nullable Boolean deniesTraining,
            @Nullable Boolean deniesRetention) {}

    /// How long the old secret of a rolled key stays valid; without it a day.
    public record Overlap(@Nullable Long overlapSeconds) {}

    /// What a key opens.
    public record Seen(
            List<ApiKey.Scope> scopes,
            List<String> addresses,
            List<String> models,
            ApiKey.Rates rates,
            RoutePolicy policy) {
        static Seen of(ApiKey.Grant grant, Catalog catalog) {
            return new Seen(
                    grant.scopes().stream().sorted().toList(),
                    grant.from().stream().map(AddressBlock::toString).toList(),
                    grant.models().stream()
                            .flatMap(id -> catalog.model(id).map(Model::wireName).stream())
                            .sorted()
                            .toList(),
                    grant.rates(),
                    grant.policy());
        }
    }

    static ApiKey.Grant grant(@Nullable Given given, Catalog catalog) {
        return given == null
                ? ApiKey.Grant.ALL
                : new ApiKey.Grant(
                        scopes(given.scopes()),
                        addresses(given.addresses()),
                        models(given.models(), catalog),
                        rates(given.rates()),
                        policy(given.policy()));
    }

    private static Set<ApiKey.Scope> scopes(@Nullable List<String> given) {
        if (given == null) {
            return ApiKey.Grant.ALL.scopes();
        }
        var scopes =
                given.stream()
                        .map(one -> Fields.constant(ApiKey.Scope.class, one, "scopes"))
                        .collect(Collectors.toSet());
        if (scopes.isEmpty()) {
            throw Problem.field(
                    "scopes", Wording.of("grant.scopes", "scopes must name at least one"));
        }
        return scopes;
    }

    private static List<AddressBlock> addresses(@Nullable List<String> given) {
        try {
            return given == null
                    ? List.of()
                    : given.stream()
                            .map(one -> AddressBlock.of(Fields.text(one, "addresses")))
                            .distinct()
                            .toList();
        } catch (IllegalArgumentException malformed) {
            throw Problem.field(
                    "addresses",
                    Wording.of(
                            "grant.addresses",
                            "addresses must be like 192.0.2.0/24, 2001:db8::/32 or 192.0.2.7: %s",
                            String.valueOf(malformed.getMessage())));
        }
    }

    private static Set<UUID> models(@Nullable List<String> given, Catalog catalog) {
        if (given == null) {
            return Set.of();
        }
        if (given.isEmpty()) {
            throw Problem.field(
                    "models",
                    Wording.of(
                            "grant.some",
                            "%s must name at least one, or be left out for any",
                            "models"));
        }
        var byName =
                catalog.models().stream().collect(Collectors.toMap(Model::wireName, Model::id));
        var ids = new HashSet<UUID>();
        for (var name : given) {
            var id = Optional.ofNullable(byName.get(Fields.text(name, "models")));
            ids.add(
                    id.orElseThrow(() ->
                            Problem.field(
                                    "models",
                                    Wording.of("grant.model", "There is no model %s", name))));
        }
        return ids;
    }

    static ApiKey.Rates rates(@Nullable GivenRates given) {
        return given == null
                ? ApiKey.Rates.NONE
                : new ApiKey.Rates(
                        rate(given.requestsPerMinute(), "requests_per_minute"),
                        rate(given.tokensPerMinute(), "tokens_per_minute"),
                        rate(given.atOnce(), "at_once"));
    }

    private static Optional<Long> rate(@Nullable Long given, String field) {
        if (given != null && (given <= 0 || given > MOST)) {
            throw Problem.field(
                    field, Wording.of("grant.rate", "%s must be a whole number above 0", field));
        }
        return Optional.ofNullable(given);
    }

    static RoutePolicy policy(@Nullable GivenPolicy given) {
        if (given == null) {
            return RoutePolicy.ANY;
        }
        var only = given.countries();
        if (only != null && only.isEmpty()) {
            throw Problem.field(
                    "countries",
                    Wording.of(
                            "grant.some",
                            "%s must name at least one, or be left out for any",
                            "countries"));
        }
        return new RoutePolicy(
                Optional.ofNullable(only).map(all -> countries(all, "countries")),
                countries(given.excluded() == null ? List.of() : given.excluded(), "excluded"),
                Boolean.TRUE.equals(given.deniesTraining()),
                Boolean.TRUE.equals(given.deniesRetention()));
    }

    private static Set<String> countries(List<String> given, String field) {
        var known = Arrays.asList(Locale.getISOCountries());
        for (var country : given) {
            if (country == null || !known.contains(country)) {
                throw Problem.field(
                        field,
                        Wording.of("grant.countries", "%s must be ISO 3166 alpha-2 codes", field));
            }
        }
        if (given.size() > MOST_COUNTRIES) {
            throw Problem.field(field, Wording.of("grant.twice", "%s has countries twice", field));
        }
        return Set.copyOf(given);
    }

    static Duration overlap(@Nullable Overlap given) {
        if (given == null || given.overlapSeconds() == null) {
            return Duration.ofDays(1);
        }
        var seconds = given.overlapSeconds();
        if (seconds < 0 || seconds > Duration.ofDays(30).toSeconds()) {
            throw Problem.field(
                    "overlap_seconds",
                    Wording.of("grant.overlap", "overlap_seconds must be 0 to 2592000"));
        }
        return Duration.ofSeconds(seconds);
    }
}
