package io.intertie.access;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
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

    ApiKeyRow() {}

    ApiKeyRow(ApiKey key, String sha256) {
        this.id = key.id();
        this.organisationId = key.organisationId();
        this.purpose = key.purpose();
        this.name = key.name();
        this.prefix = key.prefix();
        this.lastFour = key.lastFour();
        this.sha256 = sha256;
        this.createdAt = key.createdAt();
        this.expiresAt = key.expiresAt().orElse(null);
        this.revokedAt = key.revokedAt().orElse(null);
        this.lastUsedAt = key.lastUsedAt().orElse(null);
        keep(key.limits());
    }

    String sha256() {
        return sha256;
    }

    ApiKey.Purpose purpose() {
        return purpose;
    }

    final void keep(ApiKey.Limits limits) {
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
                limits());
    }
}
