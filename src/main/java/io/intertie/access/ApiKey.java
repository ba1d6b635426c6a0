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
    /// What a key opens, told from how it begins.
    public enum Purpose {
        GATEWAY("sk-"),
        MANAGEMENT("mk-");

        private final String beginning;

        Purpose(String beginning) {
            this.beginning = beginning;
        }

        String beginning() {
            return beginning;
        }
    }

    /// Whether the key is accepted at an instant; its expiry is the first instant it is not.
    public boolean isUsableAt(Instant at) {
        return revokedAt.isEmpty() && expiresAt.map(at::isBefore).orElse(true);
    }
}
