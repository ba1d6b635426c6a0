package io.intertie.identity;

import io.intertie.money.Currency;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

@Entity
@Table(name = "organisation")
class OrganisationRow {
    @Id private UUID id;

    @Enumerated(EnumType.STRING)
    private Organisation.Kind kind;

    private String name;
    private String slug;
    private String country;
    private String currency;
    private String zone;
    private boolean demonstration;

    @Column(name = "registered_at")
    private Instant registeredAt;

    OrganisationRow() {}

    OrganisationRow(Organisation organisation, Instant registeredAt) {
        this.id = organisation.id();
        this.kind = organisation.kind();
        this.name = organisation.name();
        this.slug = organisation.slug();
        this.country = organisation.country();
        this.currency = organisation.currency().code();
        this.zone = organisation.zone().getId();
        this.demonstration = organisation.demonstration();
        this.registeredAt = registeredAt;
    }

    Organisation value() {
        return new Organisation(
                id,
                kind,
                name,
                slug,
                country,
                Currency.of(currency),
                ZoneId.of(zone),
                demonstration);
    }
}
