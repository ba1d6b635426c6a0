package io.intertie.access;

import io.intertie.money.Check;
import io.intertie.money.Money;
import io.intertie.platform.http.AddressBlock;
import java.net.InetAddress;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A buyer's key to the gateway (`sk-`) or any organisation's to the management API (`mk-`).
///
/// Only the SHA-256 of the key is kept; `prefix` and `lastFour` are what a page may show. Where its
/// secret was replaced, `replacedUntil` is the first instant at which the one before opens nothing.
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
        Limits limits,
        Grant grant,
        Optional<Instant> replacedUntil) {
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

    /// What a gateway key may be used for.
    public enum Scope {
        /// Whatever talks: chat completions, completions, responses, messages.
        CHAT,
        EMBEDDINGS,
        /// Reading of models, prices, and the key's own state.
        MODELS
    }

    /// How often, and how much at once; empty is no limit of its own.
    ///
    /// **Units** requests and tokens in any 60 seconds; requests under way at once.
    public record Rates(
            Optional<Long> requestsPerMinute,
            Optional<Long> tokensPerMinute,
            Optional<Long> atOnce) {
        public static final Rates NONE =
                new Rates(Optional.empty(), Optional.empty(), Optional.empty());

        public Rates {
            Check.that(requestsPerMinute.orElse(1L) > 0, "requests %s", requestsPerMinute);
            Check.that(tokensPerMinute.orElse(1L) > 0, "tokens %s", tokensPerMinute);
            Check.that(atOnce.orElse(1L) > 0, "at once %s", atOnce);
        }

        /// These, and where there is none the other ones.
        public Rates or(Rates other) {
            return new Rates(
                    requestsPerMinute.or(other::requestsPerMinute),
                    tokensPerMinute.or(other::tokensPerMinute),
                    atOnce.or(other::atOnce));
        }
    }

    /// What a key opens: `from` are the addresses that it may be used from, `models` the models
    /// that it may call; empty is any.
    public record Grant(
            Set<Scope> scopes,
            List<AddressBlock> from,
            Set<UUID> models,
            Rates rates,
            RoutePolicy policy) {
        /// Everything, from everywhere.
        public static final Grant ALL =
                new Grant(
                        EnumSet.allOf(Scope.class),
                        List.of(),
                        Set.of(),
                        Rates.NONE,
                        RoutePolicy.ANY);

        public Grant {
            Check.that(!scopes.isEmpty(), "a key that opens nothing");
            scopes = Set.copyOf(scopes);
            from = List.copyOf(from);
            models = Set.copyOf(models);
        }

        /// Whether the key may be used from an address.
        public boolean allows(InetAddress address) {
            return from.isEmpty() || from.stream().anyMatch(block -> block.contains(address));
        }

        /// Whether the key may call a model.
        public boolean opens(UUID modelId) {
            return models.isEmpty() || models.contains(modelId);
        }
    }

    /// A key that opens everything, with its first secret.
    public ApiKey(
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
        this(
                id,
                organisationId,
                purpose,
                name,
                prefix,
                lastFour,
                createdAt,
                expiresAt,
                revokedAt,
                lastUsedAt,
                limits,
                Grant.ALL,
                Optional.empty());
    }

    /// Whether the key is accepted at an instant; its expiry is the first instant it is not.
    public boolean isUsableAt(Instant at) {
        return revokedAt.isEmpty() && expiresAt.map(at::isBefore).orElse(true);
    }
}
