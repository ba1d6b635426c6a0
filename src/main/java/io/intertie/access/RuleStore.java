package io.intertie.access;

import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The rules of organisations' calls, one row each.
final class RuleStore {
    private static final String KEEP =
            """
            insert into organisation_rules values (?, ?, ?, ?, ?, ?, ?,
                string_to_array(?, ' '), string_to_array(?, ' '), ?, ?)
            on conflict (organisation_id) do update set
                requests_per_minute = excluded.requests_per_minute,
                tokens_per_minute = excluded.tokens_per_minute,
                at_once = excluded.at_once,
                key_requests_per_minute = excluded.key_requests_per_minute,
                key_tokens_per_minute = excluded.key_tokens_per_minute,
                key_at_once = excluded.key_at_once,
                policy_countries = excluded.policy_countries,
                policy_excluded = excluded.policy_excluded,
                denies_training = excluded.denies_training,
                denies_retention = excluded.denies_retention\
            """;
    private static final String READ =
            """
            select *, array_to_string(policy_countries, ' ') as countries,
                array_to_string(policy_excluded, ' ') as excluded from organisation_rules\
            """;

    private final Database database;

    RuleStore(Database database) {
        this.database = database;
    }

    void keep(UUID organisationId, OrganisationLimits.Rules rules) {
        var policy = rules.policy();
        database.sql(
                        KEEP,
                        organisationId,
                        number(rules.together().requestsPerMinute()),
                        number(rules.together().tokensPerMinute()),
                        number(rules.together().atOnce()),
                        number(rules.eachKey().requestsPerMinute()),
                        number(rules.eachKey().tokensPerMinute()),
                        number(rules.eachKey().atOnce()),
                        policy.countries()
                                .<Object>map(RuleStore::text)
                                .orElse(Database.Absent.TEXT),
                        text(policy.excluded()),
                        policy.deniesTraining(),
                        policy.deniesRetention())
                .update();
    }

    private static Object number(Optional<Long> value) {
        return value.<Object>map(number -> number).orElse(Database.Absent.NUMBER);
    }

    private static String text(Set<String> countries) {
        return countries.stream().sorted().collect(Collectors.joining(" "));
    }

    Optional<OrganisationLimits.Rules> of(UUID organisationId) {
        return database.sql(READ + " where organisation_id = ?", organisationId)
                .first(RuleStore::rules);
    }

    Map<UUID, OrganisationLimits.Rules> all() {
        return database
                .sql(READ)
                .list(row -> Map.entry(row.id("organisation_id"), rules(row)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static OrganisationLimits.Rules rules(Row row) {
        return new OrganisationLimits.Rules(
                rates(row, ""),
                rates(row, "key_"),
                new RoutePolicy(
                        row.textIfAny("countries").map(RuleStore::countries),
                        countries(row.text("excluded")),
                        row.flag("denies_training"),
                        row.flag("denies_retention")));
    }

    private static ApiKey.Rates rates(Row row, String whose) {
        return new ApiKey.Rates(
                row.textIfAny(whose + "requests_per_minute").map(Long::valueOf),
                row.textIfAny(whose + "tokens_per_minute").map(Long::valueOf),
                row.textIfAny(whose + "at_once").map(Long::valueOf));
    }

    private static Set<String> countries(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
    }
}
