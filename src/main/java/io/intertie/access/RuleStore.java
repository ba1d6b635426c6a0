package io.intertie.access;

import io.intertie.platform.persistence.Columns;
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
            insert into organisation_rules (organisation_id,
                requests_per_minute, tokens_per_minute, at_once,
                key_requests_per_minute, key_tokens_per_minute, key_at_once,
                policy_countries, policy_excluded, denies_training, denies_retention)
            values (?, ?, ?, ?, ?, ?, ?,
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
                array_to_string(policy_excluded, ' ') as excluded,
                array_to_string(log_keys, ' ') as keys from organisation_rules\
            """;
    private static final String LOG =
            """
            insert into organisation_rules (organisation_id, log_days, log_keys)
            values (?, ?, string_to_array(?, ' ')::uuid[])
            on conflict (organisation_id) do update set
                log_days = excluded.log_days, log_keys = excluded.log_keys\
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

    void log(UUID organisationId, Optional<OrganisationLimits.Logging> logging) {
        database.sql(
                        LOG,
                        organisationId,
                        logging.<Object>map(OrganisationLimits.Logging::days)
                                .orElse(Database.Absent.NUMBER),
                        logging.map(OrganisationLimits.Logging::keys).orElse(Set.of()).stream()
                                .map(UUID::toString)
                                .sorted()
                                .collect(Collectors.joining(" ")))
                .update();
    }

    /// Whether all of these are gateway keys of the organisation.
    boolean areKeysOf(UUID organisationId, Set<UUID> keys) {
        return database.sql(
                                "select id from api_key where organisation_id = ?"
                                        + " and purpose = 'GATEWAY' and id in (select * from "
                                        + Columns.unnest("uuid")
                                        + ")",
                                ids(keys).after(organisationId))
                        .list(row -> row.id("id"))
                        .size()
                == keys.size();
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

    Map<UUID, OrganisationLimits.Rules> of(Set<UUID> organisations) {
        return database
                .sql(
                        READ
                                + " where organisation_id in (select * from "
                                + Columns.unnest("uuid")
                                + ")",
                        ids(organisations).after())
                .list(row -> Map.entry(row.id("organisation_id"), rules(row)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Columns ids(Set<UUID> all) {
        var ids = new Columns("uuid");
        all.forEach(ids::add);
        return ids;
    }

    private static OrganisationLimits.Rules rules(Row row) {
        return new OrganisationLimits.Rules(
                rates(row, ""),
                rates(row, "key_"),
                new RoutePolicy(
                        row.textIfAny("countries").map(RuleStore::words),
                        words(row.text("excluded")),
                        row.flag("denies_training"),
                        row.flag("denies_retention")),
                row.textIfAny("log_days").map(days -> logging(days, row.text("keys"))));
    }

    private static OrganisationLimits.Logging logging(String days, String keys) {
        return new OrganisationLimits.Logging(
                Integer.parseInt(days),
                words(keys).stream().map(UUID::fromString).collect(Collectors.toSet()));
    }

    private static ApiKey.Rates rates(Row row, String whose) {
        return new ApiKey.Rates(
                row.textIfAny(whose + "requests_per_minute").map(Long::valueOf),
                row.textIfAny(whose + "tokens_per_minute").map(Long::valueOf),
                row.textIfAny(whose + "at_once").map(Long::valueOf));
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
    }
}
