package io.intertie.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "listing")
class ListingRow {
    @Id private UUID id;

    @Column(name = "model_id")
    private UUID modelId;

    @Column(name = "provider_id")
    private UUID providerId;

    @Column(name = "data_center_id")
    private UUID dataCenterId;

    private String endpoint;

    @Column(name = "upstream_model")
    private String upstreamModel;

    @Enumerated(EnumType.STRING)
    private Listing.State state;

    @Column(name = "max_output_tokens")
    private int maxOutputTokens;

    private String quantisation;

    @Column(name = "retention_days")
    private int retentionDays;

    @Column(name = "trains_on_prompts")
    private boolean trainsOnPrompts;

    @Column(name = "added_at")
    private Instant addedAt;

    private String[] capabilities;

    @Column(name = "certified_by")
    private @Nullable UUID certifiedBy;

    @Column(name = "drain_seconds")
    private int drainSeconds;

    ListingRow() {}

    ListingRow(Listing listing, Instant addedAt) {
        this.id = listing.id();
        this.modelId = listing.modelId();
        this.providerId = listing.providerId();
        this.dataCenterId = listing.dataCenterId();
        this.endpoint = listing.endpoint().toString();
        this.upstreamModel = listing.upstreamModel();
        this.state = listing.state();
        this.maxOutputTokens = listing.maxOutputTokens();
        this.quantisation = listing.quantisation();
        this.retentionDays = listing.dataPolicy().retentionDays();
        this.trainsOnPrompts = listing.dataPolicy().trainsOnPrompts();
        this.addedAt = addedAt;
        this.capabilities =
                listing.capabilities().stream().map(Enum::name).sorted().toArray(String[]::new);
        this.drainSeconds = listing.drainSeconds();
    }

    void move(Listing.State next) {
        this.state = next;
    }

    void drain(int seconds) {
        this.drainSeconds = seconds;
    }

    void certify(Optional<UUID> run) {
        this.certifiedBy = run.orElse(null);
    }

    Listing value() {
        return new Listing(
                id,
                modelId,
                providerId,
                dataCenterId,
                URI.create(endpoint),
                upstreamModel,
                state,
                maxOutputTokens,
                quantisation,
                new Listing.DataPolicy(retentionDays, trainsOnPrompts),
                Arrays.stream(capabilities)
                        .map(Model.Capability::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                Optional.ofNullable(certifiedBy),
                drainSeconds);
    }
}
