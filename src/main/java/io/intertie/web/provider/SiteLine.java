package io.intertie.web.provider;

import io.intertie.catalog.DataCenter;
import io.intertie.tariff.TariffVersion;
import io.intertie.web.Figures;
import io.intertie.web.books.Bands;
import java.time.Instant;
import java.util.Optional;

/// A site in a list, with what its electricity costs now.
public record SiteLine(
        String id,
        String slug,
        String city,
        String country,
        String zone,
        String gridRegion,
        String pue,
        String pueSource,
        Optional<Now> now) {
    /// The tariff's band and energy price at this moment.
    public record Now(int number, String tariffBand, String price) {
        public String tone() {
            return Bands.tone(tariffBand);
        }
    }

    static SiteLine of(
            DataCenter site, Optional<TariffVersion> tariff, Instant at, Figures figures) {
        return new SiteLine(
                site.id().toString(),
                site.slug(),
                site.city(),
                site.country(),
                site.zone().getId(),
                site.gridRegion(),
                figures.decimal(site.pue()),
                site.pueSource(),
                tariff.map(one -> now(one, at, figures)));
    }

    private static Now now(TariffVersion tariff, Instant at, Figures figures) {
        var slot = tariff.table().at(at);
        return new Now(
                tariff.number(),
                Bands.slug(slot.band()),
                figures.iso(tariff.currency(), slot.pricePerKwh(), 3));
    }
}
