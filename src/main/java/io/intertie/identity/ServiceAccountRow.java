package io.intertie.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "service_account")
class ServiceAccountRow {
    @Id
    @Column(name = "client_id")
    private String clientId;

    @Column(name = "organisation_id")
    private UUID organisationId;

    @Column(name = "granted_at")
    private Instant grantedAt;

    ServiceAccountRow() {}

    ServiceAccountRow(String clientId, UUID organisationId, Instant grantedAt) {
        this.clientId = clientId;
        this.organisationId = organisationId;
        this.grantedAt = grantedAt;
    }

    UUID organisationId() {
        return organisationId;
    }
}
