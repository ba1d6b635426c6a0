package io.intertie.web.buyer;

import io.intertie.access.ApiKey;
import io.intertie.access.RoutePolicy;
import io.intertie.metering.Spending;
import io.intertie.platform.http.AddressBlock;
import io.intertie.web.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Writes keys out for one reader.
record KeyLines(Figures figures, Locale locale, Words words, Function<UUID, String> models) {
    /// A key; `opens` says what narrows it, nothing where it opens everything.
    public record Line(
            String id,
            String name,
            String masked,
            String purpose,
            Figures.Moment createdAt,
            Optional<Figures.Moment> lastUsedAt,
            Optional<Figures.Moment> expiresAt,
            Optional<Figures.Moment> oldUntil,
            String state,
            Optional<LimitForms.Line> limit,
            Optional<String> perTask,
            List<String> opens) {
        public boolean isUsable() {
            return state.equals("usable");
        }

        /// Whether anything of it can be changed still.
        public boolean isChangeable() {
            return !state.equals("revoked");
        }

        public boolean isGateway() {
            return purpose.equals("gateway");
        }
    }

    Line line(ApiKey key, Optional<Spending.Spent> spent, Instant now) {
        return new Line(
                key.id().toString(),
                key.name(),
                key.prefix() + "…" + key.lastFour(),
                key.purpose().name().toLowerCase(Locale.ROOT),
                figures.moment(key.createdAt()),
                key.lastUsedAt().map(figures::moment),
                key.expiresAt().map(figures::moment),
                key.replacedUntil()
                        .filter(until -> until.isAfter(now) && key.isUsableAt(now))
                        .map(figures::moment),
                state(key, now),
                spent.map(one -> LimitForms.Line.of(one, figures)),
                key.limits().perTask().map(figures::exact),
                opens(key.grant()));
    }

    private static String state(ApiKey key, Instant now) {
        if (key.revokedAt().isPresent()) {
            return "revoked";
        }
        return key.isUsableAt(now) ? "usable" : "expired";
    }

    private List<String> opens(ApiKey.Grant grant) {
        var opens = new ArrayList<String>();
        if (grant.scopes().size() < ApiKey.Scope.values().length) {
            var scopes =
                    grant.scopes().stream().sorted().map(scope -> words.of(word(scope))).toList();
            opens.add(words.of("keys.opens.scopes", list(scopes)));
        }
        if (!grant.models().isEmpty()) {
            var names = grant.models().stream().map(models).sorted().toList();
            opens.add(words.of("keys.opens.models", list(names)));
        }
        if (!grant.from().isEmpty()) {
            var blocks = grant.from().stream().map(AddressBlock::toString).toList();
            opens.add(words.of("keys.opens.from", list(blocks)));
        }
        opens.addAll(rates(grant.rates()));
        opens.addAll(policy(grant.policy()));
        return opens;
    }

    private static String word(ApiKey.Scope scope) {
        return switch (scope) {
            case CHAT -> "keys.opens.chat";
            case EMBEDDINGS -> "keys.opens.embeddings";
            case MODELS -> "keys.opens.list";
        };
    }

    /// Rates in words: `60 requests a minute`.
    List<String> rates(ApiKey.Rates rates) {
        var all = new ArrayList<String>();
        rates.requestsPerMinute()
                .ifPresent(most -> all.add(words.of("rates.requests.are", figures.count(most))));
        rates.tokensPerMinute()
                .ifPresent(most -> all.add(words.of("rates.tokens.are", figures.count(most))));
        rates.atOnce()
                .ifPresent(most -> all.add(words.of("rates.atOnce.are", figures.count(most))));
        return all;
    }

    /// A policy in words: `only in Germany`.
    List<String> policy(RoutePolicy policy) {
        var all = new ArrayList<String>();
        policy.countries().ifPresent(only -> all.add(words.of("policy.only", countries(only))));
        if (!policy.excluded().isEmpty()) {
            all.add(words.of("policy.not", countries(policy.excluded())));
        }
        if (policy.deniesTraining()) {
            all.add(words.of("policy.untrained"));
        }
        if (policy.deniesRetention()) {
            all.add(words.of("policy.unkept"));
        }
        return all;
    }

    private String countries(Collection<String> codes) {
        return list(
                codes.stream()
                        .map(code -> Locale.of("", code).getDisplayCountry(locale))
                        .sorted()
                        .toList());
    }

    private String list(List<String> parts) {
        return parts.stream().collect(Collectors.joining(words.of("list.between")));
    }
}
