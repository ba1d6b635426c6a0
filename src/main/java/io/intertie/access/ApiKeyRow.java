package io.intertie.access;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.config.Secret;
import io.intertie.platform.http.AddressBlock;
import io.intertie.platform.persistence.UuidV7;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "api_key")
class ApiKeyRow {
    @Id private UUID id;

    @Column(name = "organisation_id")
    private UUID organisationId;

    @Enumerated(EnumType.STRING)
    private ApiKey.Purpose purpose;

    private String name;
    private String prefix;

    @Column(name = "last_four")
    private String lastFour;

    private String sha256;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    @Column(name = "limit_currency")
    private @Nullable String limitCurrency;

    @Column(name = "limit_micro")
    private @Nullable Long limitMicro;

    @Enumerated(EnumType.STRING)
    @Column(name = "limit_reset")
    private SpendLimit.@Nullable Reset limitReset;

    @Column(name = "task_limit_micro")
    private @Nullable Long taskLimitMicro;

    private String[] scopes;

    @Column(name = "allowed_from")
    private String[] allowedFrom;

    private UUID[] models;

    @Column(name = "requests_per_minute")
    private @Nullable Long requestsPerMinute;

    @Column(name = "tokens_per_minute")
    private @Nullable Long tokensPerMinute;

    @Column(name = "at_once")
    private @Nullable Long atOnce;

    @Embedded private RoutePolicyRow policy;

    @Column(name = "previous_sha256")
    private @Nullable String previousSha256;

    @Column(name = "previous_until")
    private @Nullable Instant previousUntil;

    ApiKeyRow() {}

    /// A new key.
    ApiKeyRow(ApiKeys.Request request, Secret secret, Instant now) {
        this.id = UuidV7.at(now);
        this.organisationId = request.organisationId();
        this.purpose = request.purpose();
        this.prefix = KeySecret.prefix(secret.reveal());
        this.lastFour = KeySecret.lastFour(secret.reveal());
        this.sha256 = KeySecret.hash(secret.reveal());
        this.createdAt = now;
        keep(request);
    }

    UUID organisationId() {
        return organisationId;
    }

    String sha256() {
        return sha256;
    }

    ApiKey.Purpose purpose() {
        return purpose;
    }

    /// What the key is made with, as it stands now.
    ApiKeys.Request request() {
        return new ApiKeys.Request(
                organisationId, purpose, name, Optional.ofNullable(expiresAt), limits(), grant());
    }

    /// Takes what of a key can be changed.
    final void keep(ApiKeys.Request request) {
        name = request.name().strip();
        expiresAt = request.expiresAt().orElse(null);
        keep(request.limits());
        var grant = request.grant();
        scopes = grant.scopes().stream().map(Enum::name).sorted().toArray(String[]::new);
        allowedFrom = grant.from().stream().map(AddressBlock::toString).toArray(String[]::new);
        models = grant.models().stream().sorted().toArray(UUID[]::new);
        requestsPerMinute = grant.rates().requestsPerMinute().orElse(null);
        tokensPerMinute = grant.rates().tokensPerMinute().orElse(null);
        atOnce = grant.rates().atOnce().orElse(null);
        policy = new RoutePolicyRow(grant.policy());
    }

    private void keep(ApiKey.Limits limits) {
        limitCurrency =
                limits.whole()
                        .map(SpendLimit::most)
                        .or(limits::perTask)
                        .map(most -> most.currency().code())
                        .orElse(null);
        limitMicro = limits.whole().map(limit -> limit.most().micro()).orElse(null);
        limitReset = limits.whole().map(SpendLimit::reset).orElse(null);
        taskLimitMicro = limits.perTask().map(Money::micro).orElse(null);
    }

    private ApiKey.Grant grant() {
        return new ApiKey.Grant(
                Arrays.stream(scopes).map(ApiKey.Scope::valueOf).collect(Collectors.toSet()),
                Arrays.stream(allowedFrom).map(AddressBlock::of).toList(),
                Set.of(models),
                new ApiKey.Rates(
                        Optional.ofNullable(requestsPerMinute),
                        Optional.ofNullable(tokensPerMinute),
                        Optional.ofNullable(atOnce)),
                policy.value());
    }

    /// Takes a new secret; the one before it stays valid until an instant, and none before that.
    void roll(String secret, Instant oldUntil) {
        previousSha256 = sha256;
        previousUntil = oldUntil;
        sha256 = KeySecret.hash(secret);
        prefix = KeySecret.prefix(secret);
        lastFour = KeySecret.lastFour(secret);
    }

    /// The secret before the present one, while it is valid.
    Optional<Previous> previous(Instant at) {
        return previousSha256 == null || previousUntil == null || !previousUntil.isAfter(at)
                ? Optional.empty()
                : Optional.of(new Previous(previousSha256, previousUntil));
    }

    record Previous(String sha256, Instant until) {}

    private ApiKey.Limits limits() {
        if (limitCurrency == null) {
            return ApiKey.Limits.NONE;
        }
        var currency = Currency.of(limitCurrency);
        return new ApiKey.Limits(
                limitMicro == null || limitReset == null
                        ? Optional.empty()
                        : Optional.of(new SpendLimit(new Money(currency, limitMicro), limitReset)),
                Optional.ofNullable(taskLimitMicro).map(micro -> new Money(currency, micro)));
    }

    /// Ends the key's use; when it was ended before, that instant stays.
    boolean revoke(Instant at) {
        if (revokedAt != null) {
            return false;
        }
        revokedAt = at;
        return true;
    }

    ApiKey value() {
        return new ApiKey(
                id,
                organisationId,
                purpose,
                name,
                prefix,
                lastFour,
                createdAt,
                Optional.ofNullable(expiresAt),
                Optional.ofNullable(revokedAt),
                Optional.ofNullable(lastUsedAt),
                limits(),
                grant(),
                Optional.ofNullable(previousUntil));
    }
}
