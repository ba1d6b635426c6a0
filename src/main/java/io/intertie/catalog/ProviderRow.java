package io.intertie.catalog;

import io.intertie.money.Currency;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

@Entity
@Table(name = "provider")
class ProviderRow {
    @Id
    @Column(name = "organisation_id")
    private UUID organisationId;

    private String slug;
    private String name;
    private String country;
    private String currency;
    private boolean sandbox;

    ProviderRow() {}

    ProviderRow(Provider provider) {
        this.organisationId = provider.organisationId();
        this.slug = provider.slug();
        this.name = provider.name();
        this.country = provider.country();
        this.currency = provider.currency().code();
        this.sandbox = provider.sandbox();
    }

    Provider value() {
        return new Provider(organisationId, slug, name, country, Currency.of(currency), sandbox);
    }
}
