package io.intertie.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A buyer's key to the gateway (`sk-`) or any organisation's to the management API (`mk-`).
///
/// Only the SHA-256 of the key is kept; `prefix` and `lastFour` are what a page may show.
public record ApiKey(
        UUID id,
        UUID organisationId,
        Purpose purpose,
        String name,
        String prefix,
        String lastFour,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt) {
    public enum Purpose {
        GATEWAY,
        MANAGEMENT
    }

    public boolean isUsableAt(Instant at) {
        return revokedAt.isEmpty() && expiresAt.map(at::isBefore).orElse(true);
    }
}
