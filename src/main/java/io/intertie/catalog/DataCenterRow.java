package io.intertie.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.UUID;

@Entity
@Table(name = "data_center")
class DataCenterRow {
    @Id private UUID id;

    @Column(name = "provider_id")
    private UUID providerId;

    private String slug;
    private String city;
    private String country;
    private String zone;

    @Column(name = "grid_region")
    private String gridRegion;

    @Column(precision = 6, scale = 4)
    private BigDecimal pue;

    @Column(name = "pue_source")
    private String pueSource;

    DataCenterRow() {}

    DataCenterRow(DataCenter site) {
        this.id = site.id();
        this.providerId = site.providerId();
        this.slug = site.slug();
        this.city = site.city();
        this.country = site.country();
        this.zone = site.zone().getId();
        this.gridRegion = site.gridRegion();
        this.pue = site.pue();
        this.pueSource = site.pueSource();
    }

    DataCenter value() {
        return new DataCenter(
                id,
                providerId,
                slug,
                city,
                country,
                ZoneId.of(zone),
                gridRegion,
                pue.stripTrailingZeros(),
                pueSource);
    }
}
