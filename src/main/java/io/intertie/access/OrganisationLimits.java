package io.intertie.access;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.http.Faults;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.outbox.Outbox;
import io.intertie.platform.persistence.Columns;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// What organisations may spend in all, one limit for each currency that they pay in; and how often
/// and where to they may call.
@ApplicationScoped
public class OrganisationLimits {
    private static final String SET =
            """
            insert into organisation_limit (organisation_id, currency, micro, reset)
            values (?, ?, ?, ?) on conflict (organisation_id, currency)
            do update set micro = excluded.micro, reset = excluded.reset\
            """;
    private static final String LIFT =
            "delete from organisation_limit where organisation_id = ? and currency = ?";

    private final Database database;
    private final Trail trail;
    private final Outbox outbox;
    private final RuleStore store;

    @Inject
    OrganisationLimits(Database database, Trail trail, Outbox outbox) {
        this.database = database;
        this.trail = trail;
        this.outbox = outbox;
        this.store = new RuleStore(database);
    }

    /// Sets the limit in its currency; publishes [SpendLimitChanged].
    ///
    /// @throws Problem NOT_FOUND if the actor may not act for the organisation
    public void set(UUID organisationId, SpendLimit limit, Actor actor) {
        requireMayActFor(organisationId, actor);
        var most = limit.most();
        database.transaction(() -> {
            database.sql(SET, organisationId, most.currency().code(), most.micro(), limit.reset())
                    .update();
            tell(organisationId, most + " " + limit.reset(), actor);
        });
    }

    /// Takes the limit in a currency away; without one nothing happens.
    ///
    /// @throws Problem NOT_FOUND if the actor may not act for the organisation
    public void lift(UUID organisationId, Currency currency, Actor actor) {
        requireMayActFor(organisationId, actor);
        database.transaction(() -> {
            if (database.sql(LIFT, organisationId, currency.code()).update() > 0) {
                tell(organisationId, "none in " + currency, actor);
            }
        });
    }

    /// An organisation's limits, in the order of their currencies.
    public List<SpendLimit> of(UUID organisationId) {
        return database.sql(
                        "select * from organisation_limit where organisation_id = ?"
                                + " order by currency",
                        organisationId)
                .list(OrganisationLimits::limit);
    }

    /// What holds for an organisation's calls: for all its keys together, for each key that has no
    /// rate of its own, where its data may go, and whether it has them logged.
    public record Rules(
            ApiKey.Rates together,
            ApiKey.Rates eachKey,
            RoutePolicy policy,
            Optional<Logging> logging) {
        public static final Rules NONE =
                new Rules(ApiKey.Rates.NONE, ApiKey.Rates.NONE, RoutePolicy.ANY);

        /// Rules of who has nothing logged.
        public Rules(ApiKey.Rates together, ApiKey.Rates eachKey, RoutePolicy policy) {
            this(together, eachKey, policy, Optional.empty());
        }
    }

    /// That requests and answers are kept, for so many days, of these keys or, if none is named, of
    /// all.
    public record Logging(int days, Set<UUID> keys) {
        /// The longest that they are kept.
        public static final int MOST_DAYS = 90;

        public Logging {
            keys = Set.copyOf(keys);
        }

        /// Whether a key's calls are kept.
        public boolean covers(UUID keyId) {
            return keys.isEmpty() || keys.contains(keyId);
        }
    }

    /// Sets the rules of an organisation's calls, but for its logging; publishes
    /// [SpendLimitChanged].
    ///
    /// @throws Problem NOT_FOUND if the actor may not act for the organisation; CONFLICT if nothing
    ///   is to be retained while logs are kept
    public void rule(UUID organisationId, Rules rules, Actor actor) {
        requireMayActFor(organisationId, actor);
        database.transaction(() -> {
            if (rules.policy().deniesRetention() && rules(organisationId).logging().isPresent()) {
                throw new Problem(
                        ProblemType.CONFLICT,
                        Wording.of(
                                "logs.kept",
                                "Logs of requests and answers are kept. Switch them off before you"
                                        + " deny retention. Nothing was changed."));
            }
            store.keep(organisationId, rules);
            var said = List.of(rules.together(), rules.eachKey(), rules.policy());
            tell(organisationId, said.toString(), actor);
        });
    }

    /// Sets whether requests and answers are logged: a matter of the organisation's own members
    /// alone. Publishes [SpendLimitChanged]; what was kept is for the caller to delete.
    ///
    /// @throws Problem NOT_FOUND if the actor is not of the organisation; CONFLICT if its policy
    ///   denies retention; at `days` or `keys` if they are not usable
    public void log(UUID organisationId, Optional<Logging> logging, Actor actor) {
        requireOwn(organisationId, actor);
        database.transaction(() -> {
            logging.ifPresent(wanted -> checked(organisationId, wanted));
            store.log(organisationId, logging);
            outbox.publish(new SpendLimitChanged(organisationId));
            trail.record(
                    actor,
                    logging.isPresent() ? "logs.allowed" : "logs.forbidden",
                    "organisation:" + organisationId,
                    logging.map(OrganisationLimits::detail).orElse(Map.of()));
        });
    }

    private void checked(UUID organisationId, Logging wanted) {
        if (rules(organisationId).policy().deniesRetention()) {
            throw new Problem(
                    ProblemType.CONFLICT,
                    Wording.of(
                            "logs.denied",
                            "The organisation's data policy denies retention. Change it before you"
                                    + " have logs kept. Nothing was changed."));
        }
        new Faults()
                .when(
                        wanted.days() < 1 || wanted.days() > Logging.MOST_DAYS,
                        "days",
                        Wording.of("logs.days", "Between 1 and %s days.", Logging.MOST_DAYS))
                .when(
                        !store.areKeysOf(organisationId, wanted.keys()),
                        "keys",
                        Wording.of("key.none", "You have no such key."))
                .refuse();
    }

    private static Map<String, String> detail(Logging logging) {
        return Map.of("days", Integer.toString(logging.days()), "keys", keys(logging.keys()));
    }

    private static String keys(Set<UUID> keys) {
        return keys.isEmpty()
                ? "all"
                : keys.stream().map(UUID::toString).sorted().collect(Collectors.joining(" "));
    }

    /// The rules of an organisation's calls.
    public Rules rules(UUID organisationId) {
        return store.of(organisationId).orElse(Rules.NONE);
    }

    /// The rules of some organisations, of those that have any.
    Map<UUID, Rules> rulesOf(Set<UUID> organisations) {
        return store.of(organisations);
    }

    /// The limits of some organisations, of those that have any.
    Map<UUID, List<SpendLimit>> limitsOf(Set<UUID> organisations) {
        return database
                .sql(
                        "select * from organisation_limit where organisation_id in (select * from "
                                + Columns.unnest("uuid")
                                + ")",
                        RuleStore.ids(organisations).after())
                .list(row -> Map.entry(row.id("organisation_id"), limit(row)))
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getKey,
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static SpendLimit limit(Row row) {
        return new SpendLimit(
                new Money(Currency.of(row.text("currency")), row.number("micro")),
                row.constant(SpendLimit.Reset.class, "reset"));
    }

    private void tell(UUID organisationId, String limit, Actor actor) {
        outbox.publish(new SpendLimitChanged(organisationId));
        trail.record(
                actor,
                "organisation.limited",
                "organisation:" + organisationId,
                Map.of("limit", limit));
    }

    private static void requireMayActFor(UUID organisationId, Actor actor) {
        if (!actor.mayActFor(organisationId)) {
            throw notFound();
        }
    }

    /// Not even who runs the market may have an organisation's prompts kept.
    private static void requireOwn(UUID organisationId, Actor actor) {
        if (!actor.organisationId().equals(organisationId) || !actor.is(Role.BUYER)) {
            throw notFound();
        }
    }

    private static Problem notFound() {
        return new Problem(
                ProblemType.NOT_FOUND, Wording.of("party.none", "You have no such organisation."));
    }
}
