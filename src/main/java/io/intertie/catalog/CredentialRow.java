package io.intertie.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

@Entity
@Table(name = "listing_credential")
class CredentialRow {
    @Id
    @Column(name = "listing_id")
    private UUID listingId;

    private byte[] sealed;

    CredentialRow() {}

    CredentialRow(UUID listingId, byte[] sealed) {
        this.listingId = listingId;
        this.sealed = sealed.clone();
    }

    UUID listingId() {
        return listingId;
    }

    byte[] sealed() {
        return sealed.clone();
    }
}
