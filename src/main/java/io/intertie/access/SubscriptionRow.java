package io.intertie.access;

import io.intertie.money.Currency;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "subscription")
class SubscriptionRow {
    @Id private UUID id;

    @Column(name = "organisation_id")
    private UUID organisationId;

    @Column(name = "model_id")
    private UUID modelId;

    @Column(name = "listing_id")
    private @Nullable UUID listingId;

    private String currency;

    @Column(name = "max_output_micro_per_million")
    private @Nullable Long maxOutputMicroPerMillion;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Embedded private RoutePolicyRow policy;

    SubscriptionRow() {}

    SubscriptionRow(Subscription subscription) {
        this.id = subscription.id();
        this.organisationId = subscription.organisationId();
        this.modelId = subscription.modelId();
        this.listingId = subscription.listingId().orElse(null);
        this.currency = subscription.currency().code();
        this.maxOutputMicroPerMillion = subscription.maxOutputMicroPerMillion().orElse(null);
        this.startedAt = subscription.startedAt();
        this.endedAt = subscription.endedAt().orElse(null);
        this.policy = new RoutePolicyRow(subscription.policy());
    }

    /// Ends it; when it had ended before, that instant stays.
    boolean end(Instant at) {
        if (endedAt != null) {
            return false;
        }
        endedAt = at;
        return true;
    }

    void keep(RoutePolicy given) {
        policy = new RoutePolicyRow(given);
    }

    Subscription value() {
        return new Subscription(
                id,
                organisationId,
                modelId,
                Optional.ofNullable(listingId),
                Currency.of(currency),
                Optional.ofNullable(maxOutputMicroPerMillion),
                startedAt,
                Optional.ofNullable(endedAt),
                policy.value());
    }
}
