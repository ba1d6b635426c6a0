package io.intertie.access;

import io.intertie.money.Check;
import io.intertie.money.Money;
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
        Optional<Instant> lastUsedAt,
        Limits limits) {
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

    /// What a key may spend: in all, and for each task (session id) of an agent. In one currency.
    public record Limits(Optional<SpendLimit> whole, Optional<Money> perTask) {
        public static final Limits NONE = new Limits(Optional.empty(), Optional.empty());

        public Limits {
            Check.that(perTask.map(Money::isPositive).orElse(true), "limit of %s", perTask);
            if (whole.isPresent() && perTask.isPresent()) {
                var most = whole.get().most();
                Check.that(
                        most.currency().equals(perTask.get().currency()), "%s, %s", whole, perTask);
            }
        }
    }

    /// Whether the key is accepted at an instant; its expiry is the first instant it is not.
    public boolean isUsableAt(Instant at) {
        return revokedAt.isEmpty() && expiresAt.map(at::isBefore).orElse(true);
    }
}
