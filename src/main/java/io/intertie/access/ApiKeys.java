package io.intertie.access;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.money.Money;
import io.intertie.platform.config.Secret;
import io.intertie.platform.http.Faults;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.outbox.Outbox;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Keys: made here, shown once, kept as a hash, revoked at once.
@ApplicationScoped
public class ApiKeys {
    private final ApiKeyStore store;
    private final Database database;
    private final Trail trail;
    private final Outbox outbox;
    private final OrganisationLimits organisationLimits;
    private final Clock clock;

    @Inject
    ApiKeys(
            ApiKeyStore store,
            Database database,
            Trail trail,
            Outbox outbox,
            OrganisationLimits organisationLimits,
            Clock clock) {
        this.store = store;
        this.database = database;
        this.trail = trail;
        this.outbox = outbox;
        this.organisationLimits = organisationLimits;
        this.clock = clock;
    }

    /// What a key is made with.
    public record Request(
            UUID organisationId,
            ApiKey.Purpose purpose,
            String name,
            Optional<Instant> expiresAt,
            ApiKey.Limits limits,
            ApiKey.Grant grant) {
        /// The same with other limits.
        public Request with(ApiKey.Limits others) {
            return new Request(organisationId, purpose, name, expiresAt, others, grant);
        }

        /// The same that opens something else.
        public Request with(ApiKey.Grant other) {
            return new Request(organisationId, purpose, name, expiresAt, limits, other);
        }

        /// What the trail keeps of it.
        Map<String, String> detail() {
            return Map.of(
                    "name", name,
                    "expiresAt", expiresAt.map(Instant::toString).orElse("never"),
                    "limit", limits.whole().map(SpendLimit::toString).orElse("none"),
                    "taskLimit", limits.perTask().map(Money::toString).orElse("none"),
                    "grant", grant.toString());
        }

        /// A key that opens everything.
        public Request(
                UUID organisationId,
                ApiKey.Purpose purpose,
                String name,
                Optional<Instant> expiresAt,
                ApiKey.Limits limits) {
            this(organisationId, purpose, name, expiresAt, limits, ApiKey.Grant.ALL);
        }

        /// A key without limits that opens everything.
        public Request(
                UUID organisationId,
                ApiKey.Purpose purpose,
                String name,
                Optional<Instant> expiresAt) {
            this(organisationId, purpose, name, expiresAt, ApiKey.Limits.NONE);
        }
    }

    /// A new key and, this one time, its secret.
    public record Created(ApiKey key, Secret secret) {}

    /// A usable key with the hex SHA-256 of a secret, until when that secret opens it where it is
    /// not the present one, and what its organisation may spend and do.
    public record Hashed(
            String sha256,
            Optional<Instant> until,
            ApiKey key,
            List<SpendLimit> organisationLimits,
            OrganisationLimits.Rules rules) {
        public Hashed {
            organisationLimits = List.copyOf(organisationLimits);
        }

        /// The present secret of a key whose organisation has no rules.
        public Hashed(String sha256, ApiKey key, List<SpendLimit> organisationLimits) {
            this(sha256, Optional.empty(), key, organisationLimits, OrganisationLimits.Rules.NONE);
        }
    }

    /// Makes a key of an organisation that the actor may act for; publishes [ApiKeyChanged].
    ///
    /// @throws Problem at `name` or `expiresAt` if they are not usable
    public Created create(Request request, Actor actor) {
        requireMayActFor(request.organisationId(), actor);
        var secret = KeySecret.fresh(request.purpose());
        return database.transaction(() -> new Created(add(request, secret, actor), secret));
    }

    /// Takes a secret that was made elsewhere (the demonstration's); the same one again is a no-op.
    ///
    /// @throws Problem if it is not of the purpose's format, or another organisation's key
    public ApiKey adopt(Request request, Secret secret, Actor actor) {
        requireMayActFor(request.organisationId(), actor);
        var wellFormed = KeySecret.isWellFormed(secret.reveal(), request.purpose());
        new Faults()
                .when(!wellFormed, "secret", Wording.of("key.foreign", "This is no key of ours."))
                .refuse();
        return database.transaction(() -> {
            var known = store.bySha256(hash(secret.reveal())).map(ApiKeyRow::value);
            if (known.isEmpty()) {
                return add(request, secret, actor);
            }
            if (!known.get().organisationId().equals(request.organisationId())) {
                throw new Problem(
                        ProblemType.CONFLICT,
                        Wording.of("key.taken", "This key is taken already."));
            }
            return known.get();
        });
    }

    /// Revokes a key of the organisation; publishes [ApiKeyRevoked].
    ///
    /// A key that is revoked already stays as it is.
    ///
    /// @throws Problem NOT_FOUND if the organisation has no such key
    public ApiKey revoke(UUID keyId, UUID organisationId, Actor actor) {
        requireMayActFor(organisationId, actor);
        return database.transaction(() -> {
            var row = store.lock(keyId, organisationId).orElseThrow(ApiKeys::notFound);
            if (row.revoke(clock.instant())) {
                outbox.publish(new ApiKeyRevoked(keyId));
                record(actor, "api-key.revoked", row.value());
            }
            return row.value();
        });
    }

    /// Changes what a key of the organisation is called, until when it is valid, what it may spend
    /// and what it opens, all of it at once; publishes [ApiKeyChanged].
    ///
    /// What was spent in a period stays counted while a limit keeps its currency and its reset. An
    /// expired key can be given a later expiry; a revoked one stays revoked.
    ///
    /// @throws Problem NOT_FOUND if the organisation has no such key; at a field that is not usable
    public ApiKey change(
            UUID keyId, UUID organisationId, UnaryOperator<Request> change, Actor actor) {
        requireMayActFor(organisationId, actor);
        return database.transaction(() -> {
            var row =
                    store.lock(keyId, organisationId)
                            .filter(one -> one.value().revokedAt().isEmpty())
                            .orElseThrow(ApiKeys::notFound);
            var wanted = change.apply(row.request());
            KeyFaults.of(row.request(), wanted, clock.instant()).refuse();
            row.keep(wanted);
            outbox.publish(new ApiKeyChanged(keyId));
            trail.record(actor, "api-key.changed", "api-key:" + keyId, wanted.detail());
            return row.value();
        });
    }

    /// Gives a key of the organisation a new secret; the old one stays valid for a while, one that
    /// was replaced before it does not. Publishes [ApiKeyChanged].
    ///
    /// It stays the same key: what it has spent and what it may do does not change.
    ///
    /// @throws Problem NOT_FOUND if the organisation has no such usable key; at `overlap`
    public Created roll(UUID keyId, UUID organisationId, Duration overlap, Actor actor) {
        requireMayActFor(organisationId, actor);
        KeyFaults.ofOverlap(overlap).refuse();
        return database.transaction(() -> {
            var now = clock.instant();
            var row =
                    store.lock(keyId, organisationId)
                            .filter(one -> one.value().isUsableAt(now))
                            .orElseThrow(ApiKeys::notFound);
            var secret = KeySecret.fresh(row.purpose());
            row.roll(secret.reveal(), now.plus(overlap));
            outbox.publish(new ApiKeyChanged(keyId));
            var detail = Map.of("prefix", row.value().prefix(), "overlap", overlap.toString());
            trail.record(actor, "api-key.rolled", "api-key:" + keyId, detail);
            return new Created(row.value(), secret);
        });
    }

    /// A key of an organisation.
    public Optional<ApiKey> find(UUID keyId, UUID organisationId) {
        return of(organisationId).stream().filter(key -> key.id().equals(keyId)).findFirst();
    }

    /// All keys of an organisation, revoked and expired ones too, the newest first.
    public List<ApiKey> of(UUID organisationId) {
        return store.of(organisationId).stream().map(ApiKeyRow::value).toList();
    }

    /// The gateway keys of some secrets that are usable now, by the hashes of these.
    ///
    /// Whoever keeps them asks [ApiKey#isUsableAt] again for each call, since they expire
    /// meanwhile.
    public List<Hashed> usable(Collection<String> sha256) {
        var now = clock.instant();
        var rows = store.usable(ApiKey.Purpose.GATEWAY, sha256, now);
        return HashedKeys.of(rows, organisationLimits, now);
    }

    /// The usable management key behind a secret.
    public Optional<ApiKey> management(Secret secret) {
        if (!KeySecret.isWellFormed(secret.reveal(), ApiKey.Purpose.MANAGEMENT)) {
            return Optional.empty();
        }
        return store.opened(hash(secret.reveal()), clock.instant())
                .map(ApiKeyRow::value)
                .filter(key -> key.purpose() == ApiKey.Purpose.MANAGEMENT)
                .filter(key -> key.isUsableAt(clock.instant()))
                .map(this::noted);
    }

    // Once a minute is exact enough to read, and spares a write on every call.
    private ApiKey noted(ApiKey key) {
        var now = clock.instant();
        if (key.lastUsedAt().filter(at -> at.isAfter(now.minusSeconds(60))).isEmpty()) {
            touched(List.of(key.id()), now);
        }
        return key;
    }

    /// Notes that keys were used; written now and then, not per request.
    public void touched(List<UUID> keyIds, Instant at) {
        if (!keyIds.isEmpty()) {
            database.transaction(() -> store.touched(keyIds, at));
        }
    }

    /// SHA-256 of a secret, in hex.
    public static String hash(String secret) {
        return KeySecret.hash(secret);
    }

    private ApiKey add(Request request, Secret secret, Actor actor) {
        var now = clock.instant();
        KeyFaults.of(request, now).refuse();
        var row = new ApiKeyRow(request, secret, now);
        store.add(row);
        var key = row.value();
        outbox.publish(new ApiKeyChanged(key.id()));
        record(actor, "api-key.created", key);
        return key;
    }

    private void record(Actor actor, String action, ApiKey key) {
        trail.record(
                actor,
                action,
                "api-key:" + key.id(),
                Map.of("prefix", key.prefix(), "purpose", key.purpose().name()));
    }

    private static void requireMayActFor(UUID organisationId, Actor actor) {
        if (!actor.mayActFor(organisationId)) {
            throw notFound();
        }
    }

    private static Problem notFound() {
        return new Problem(ProblemType.NOT_FOUND, Wording.of("key.none", "You have no such key."));
    }
}
