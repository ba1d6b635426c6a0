package io.intertie.logs;

import io.intertie.access.OrganisationLimits;
import io.intertie.access.OrganisationLimits.Logging;
import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.platform.crypto.Seal;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What was kept for an organisation: allowed, read, taken away and deleted by its own members
/// alone.
///
/// Others, who run the market as well, find nothing. Whoever looks into a log is on the trail with
/// its request's id, and nothing of what it says.
@ApplicationScoped
public class Logs {
    private static final Duration FORGET = Duration.ofMinutes(5);

    private final Database database;
    private final LogStore store;
    private final OrganisationLimits rules;
    private final Trail trail;
    private final Clock clock;

    @Inject
    public Logs(Database database, Seal seal, OrganisationLimits rules, Trail trail, Clock clock) {
        this.database = database;
        this.store = new LogStore(database, seal);
        this.rules = rules;
        this.trail = trail;
        this.clock = clock;
    }

    /// How a log is looked into.
    public enum Look {
        READ,
        DOWNLOADED
    }

    /// Whether an organisation has logs kept, and how.
    public Optional<Logging> rule(UUID organisationId) {
        return rules.rules(organisationId).logging();
    }

    /// Has requests and answers kept from now on. What the new rule keeps no longer is deleted
    /// before this ends.
    ///
    /// @throws Problem as [OrganisationLimits#log] does
    public void allow(UUID organisationId, Logging logging, Actor actor) {
        // By the rule before, or a longer time would bring back what was over.
        store.forget(organisationId, clock.instant());
        rules.log(organisationId, Optional.of(logging), actor);
        store.forget(organisationId, clock.instant());
    }

    /// Keeps nothing from now on, and deletes what there is before this ends.
    ///
    /// @throws Problem NOT_FOUND if the actor is not of the organisation
    public void forbid(UUID organisationId, Actor actor) {
        rules.log(organisationId, Optional.empty(), actor);
        store.forget(organisationId, clock.instant());
    }

    /// How many logs an organisation has.
    public long count(UUID organisationId) {
        return store.count(organisationId, clock.instant());
    }

    /// What an organisation has logs of, the newest first; `before` is the id that the page before
    /// ended with.
    public List<Log.Head> newest(UUID organisationId, Optional<UUID> before, int limit) {
        var from = before.orElseGet(() -> new UUID(-1, -1));
        return store.newest(organisationId, from, limit, clock.instant());
    }

    /// Whether there is a log of an organisation's request.
    public Optional<Log.Head> head(UUID organisationId, UUID requestId) {
        return store.head(organisationId, requestId, clock.instant());
    }

    /// When a log will be deleted.
    public Optional<Instant> keptUntil(Log.Head head) {
        return rule(head.organisationId())
                .map(rule -> head.at().plus(Duration.ofDays(rule.days())));
    }

    /// Opens a log for a member of the organisation.
    ///
    /// @throws Problem NOT_FOUND if there is none of theirs
    public Log open(UUID requestId, Look look, Actor actor) {
        requireMember(actor);
        return database.transaction(() -> {
            var log =
                    store.open(actor.organisationId(), requestId, clock.instant())
                            .orElseThrow(Logs::notFound);
            tell(requestId, look == Look.READ ? "log.read" : "log.downloaded", actor);
            return log;
        });
    }

    /// Deletes a log of the actor's organisation.
    ///
    /// @throws Problem NOT_FOUND if there is none of theirs
    public void delete(UUID requestId, Actor actor) {
        requireMember(actor);
        database.transaction(() -> {
            if (!store.delete(actor.organisationId(), requestId)) {
                throw notFound();
            }
            tell(requestId, "log.deleted", actor);
        });
    }

    private void tell(UUID requestId, String act, Actor actor) {
        trail.record(actor, act, "request:" + requestId, Map.of());
    }

    private static void requireMember(Actor actor) {
        if (!actor.is(Role.BUYER)) {
            throw notFound();
        }
    }

    private static Problem notFound() {
        return new Problem(
                ProblemType.NOT_FOUND,
                Wording.of("log.none", "You have no log of such a request."));
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        jobs.every("old logs", FORGET, this::forgetOld);
    }

    void forgetOld() {
        store.organisations().forEach(id -> store.forget(id, clock.instant()));
    }
}
