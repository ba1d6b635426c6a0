package io.intertie.access;

import io.intertie.identity.Actor;
import io.intertie.platform.config.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keys: made here, shown once, kept as a hash, revoked at once.
public interface ApiKeys {
    /// What a key is made with.
    record Request(
            UUID organisationId,
            ApiKey.Purpose purpose,
            String name,
            Optional<Instant> expiresAt) {}

    /// A new key and, this one time, its secret.
    record Created(ApiKey key, Secret secret) {}

    Created create(Request request, Actor actor);

    /// Takes a secret that was made elsewhere (the demonstration's); the same one again is a no-op.
    ApiKey adopt(Request request, Secret secret, Actor actor);

    /// Revokes a key of the organisation; publishes [ApiKeyRevoked].
    ApiKey revoke(UUID keyId, UUID organisationId, Actor actor);

    List<ApiKey> of(UUID organisationId);

    /// All gateway keys that are usable, by the hex SHA-256 of their secret: for the snapshot.
    List<Hashed> usable();

    /// The usable management key behind a secret.
    Optional<ApiKey> management(Secret secret);

    /// Notes that keys were used; written now and then, not per request.
    void touched(List<UUID> keyIds, Instant at);

    /// SHA-256 of a secret, in hex.
    static String hash(String secret) {
        try {
            var digest = java.security.MessageDigest.getInstance("SHA-256");
            var bytes = secret.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            return java.util.HexFormat.of().formatHex(digest.digest(bytes));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    record Hashed(String sha256, ApiKey key) {}
}
