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
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
            ApiKey.Limits limits) {
        /// A key without limits.
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

    /// A usable key with the hex SHA-256 of its secret, and what its organisation may spend.
    public record Hashed(String sha256, ApiKey key, List<SpendLimit> organisationLimits) {
        public Hashed {
            organisationLimits = List.copyOf(organisationLimits);
        }
    }

    /// Makes a key of an organisation that the actor may act for; publishes [ApiKeyCreated].
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

    /// Sets what a key of the organisation may spend from now on; publishes [SpendLimitChanged].
    ///
    /// What was spent in a period stays counted while the limit keeps its currency and its reset.
    ///
    /// @throws Problem NOT_FOUND if the organisation has no such key; at `limit` if it calls
    ///   nothing
    public ApiKey limit(UUID keyId, UUID organisationId, ApiKey.Limits limits, Actor actor) {
        requireMayActFor(organisationId, actor);
        return database.transaction(() -> {
            var row = store.lock(keyId, organisationId).orElseThrow(ApiKeys::notFound);
            spendsNothing(row.purpose(), limits).refuse();
            row.keep(limits);
            outbox.publish(new SpendLimitChanged(organisationId));
            trail.record(
                    actor,
                    "api-key.limited",
                    "api-key:" + keyId,
                    Map.of(
                            "limit",
                            limits.whole().map(SpendLimit::toString).orElse("none"),
                            "taskLimit",
                            limits.perTask().map(Money::toString).orElse("none")));
            return row.value();
        });
    }

    private static Faults spendsNothing(ApiKey.Purpose purpose, ApiKey.Limits limits) {
        var isOdd = purpose == ApiKey.Purpose.MANAGEMENT;
        var fault =
                Wording.of(
                        "key.management",
                        "A management key calls no models, so it takes no limit.");
        return new Faults()
                .when(isOdd && limits.whole().isPresent(), "limit", fault)
                .when(isOdd && limits.perTask().isPresent(), "taskLimit", fault);
    }

    /// A key of an organisation.
    public Optional<ApiKey> find(UUID keyId, UUID organisationId) {
        return of(organisationId).stream().filter(key -> key.id().equals(keyId)).findFirst();
    }

    /// All keys of an organisation, revoked and expired ones too, the newest first.
    public List<ApiKey> of(UUID organisationId) {
        return store.of(organisationId).stream().map(ApiKeyRow::value).toList();
    }

    /// All gateway keys that are usable now, by the hash of their secret: for the snapshot.
    ///
    /// Whoever keeps them asks [ApiKey#isUsableAt] again for each call, since they expire
    /// meanwhile.
    public List<Hashed> usable() {
        var limits = organisationLimits.all();
        return store.usable(ApiKey.Purpose.GATEWAY, clock.instant()).stream()
                .map(row -> {
                    var key = row.value();
                    return new Hashed(
                            row.sha256(),
                            key,
                            limits.getOrDefault(key.organisationId(), List.of()));
                })
                .toList();
    }

    /// The usable management key behind a secret.
    public Optional<ApiKey> management(Secret secret) {
        if (!KeySecret.isWellFormed(secret.reveal(), ApiKey.Purpose.MANAGEMENT)) {
            return Optional.empty();
        }
        return store.bySha256(hash(secret.reveal()))
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
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var bytes = secret.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ApiKey add(Request request, Secret secret, Actor actor) {
        var now = clock.instant();
        var name = request.name().strip();
        spendsNothing(request.purpose(), request.limits())
                .when(name.isEmpty(), "name", Wording.of("key.name", "Give the key a name."))
                .when(
                        name.length() > 80,
                        "name",
                        Wording.of("key.long", "Use at most 80 characters."))
                .when(
                        request.expiresAt().filter(at -> !at.isAfter(now)).isPresent(),
                        "expiresAt",
                        Wording.of("key.past", "This is in the past."))
                .refuse();
        var key =
                new ApiKey(
                        UuidV7.at(now),
                        request.organisationId(),
                        request.purpose(),
                        name,
                        KeySecret.prefix(secret.reveal()),
                        KeySecret.lastFour(secret.reveal()),
                        now,
                        request.expiresAt(),
                        Optional.empty(),
                        Optional.empty(),
                        request.limits());
        store.add(new ApiKeyRow(key, hash(secret.reveal())));
        outbox.publish(new ApiKeyCreated(key.id()));
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
