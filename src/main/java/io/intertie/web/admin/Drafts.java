package io.intertie.web.admin;

import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.Tariffs;
import io.intertie.web.Figures;
import io.intertie.web.books.Names;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The tariffs of all sites, those that wait for a second person apart.
@ApplicationScoped
class Drafts {
    private final Tariffs tariffs;

    @Inject
    Drafts(Tariffs tariffs) {
        this.tariffs = tariffs;
    }

    /// A tariff version, written out; `mean` is per kWh over a year, before losses and demand.
    public record Line(
            String id,
            String city,
            Names.Seller seller,
            int number,
            String mean,
            String demand,
            Figures.Moment effectiveFrom,
            String state,
            Evidence evidence) {
        /// Where the figures come from, the hash of the table that was made of them, and the
        /// document with its hash; empty if none is kept.
        public record Evidence(String source, String quality, String hash, String document) {}

        static Line of(TariffVersion tariff, Names names, Figures figures) {
            var utc = figures.in(ZoneOffset.UTC);
            var site = names.site(tariff.dataCenterId());
            return new Line(
                    tariff.id().toString(),
                    names.city(tariff.dataCenterId()),
                    site.map(one -> names.seller(one.providerId()))
                            .orElse(new Names.Seller("–", false)),
                    tariff.number(),
                    perKwh(tariff, utc),
                    utc.iso(tariff.currency(), tariff.demandPerKwMonth(), 2),
                    utc.moment(tariff.effectiveFrom()),
                    tariff.state().name().toLowerCase(Locale.ROOT),
                    new Evidence(
                            tariff.source(),
                            tariff.quality(),
                            tariff.tableHash(),
                            tariff.evidence()
                                    .map(one -> one.name() + " · " + one.sha256())
                                    .orElse("")));
        }

        private static String perKwh(TariffVersion tariff, Figures utc) {
            BigDecimal mean = tariff.table().mean(Set.of());
            return utc.iso(tariff.currency(), mean.setScale(4, java.math.RoundingMode.HALF_UP), 3);
        }

        public boolean isDraft() {
            return state.equals("draft");
        }
    }

    List<Line> waiting(Names names, Figures figures) {
        return all(names, figures).stream().filter(Line::isDraft).toList();
    }

    /// All versions, the newest of each site first.
    List<Line> all(Names names, Figures figures) {
        return names.sites().stream()
                .flatMap(site ->
                        tariffs.of(site.id()).stream()
                                .sorted(Comparator.comparingInt(TariffVersion::number).reversed()))
                .map(tariff -> Line.of(tariff, names, figures))
                .toList();
    }
}
