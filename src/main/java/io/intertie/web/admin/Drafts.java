package io.intertie.web.admin;

import io.intertie.tariff.Band;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.Tariffs;
import io.intertie.web.Figures;
import io.intertie.web.books.Bands;
import io.intertie.web.books.Names;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
            List<Change> changes,
            Evidence evidence) {
        /// What a kWh of a band costs on average, in force and in a draft; `before` is empty where
        /// nothing is in force, or the band is new.
        public record Change(String slug, String before, String after) {}

        /// Where the figures come from, the hash of the table that was made of them, and the
        /// document with its hash; empty if none is kept.
        public record Evidence(String source, String quality, String hash, String document) {
            /// Whether it can be opened here; of a document elsewhere the address is told.
            public boolean hasFile() {
                return !document.isEmpty() && !document.startsWith("http");
            }
        }

        static Line of(
                TariffVersion tariff,
                Optional<TariffVersion> inForce,
                Names names,
                Figures figures) {
            var utc = figures.in(ZoneOffset.UTC);
            var site = names.site(tariff.dataCenterId());
            return new Line(
                    tariff.id().toString(),
                    names.city(tariff.dataCenterId()),
                    site.map(one -> names.seller(one.providerId()))
                            .orElse(new Names.Seller("–", false)),
                    tariff.number(),
                    perKwh(tariff, Set.of(), utc),
                    utc.iso(tariff.currency(), tariff.demandPerKwMonth(), 2),
                    utc.moment(tariff.effectiveFrom()),
                    tariff.state().name().toLowerCase(Locale.ROOT),
                    changes(tariff, inForce, utc),
                    new Evidence(
                            tariff.source(),
                            tariff.quality(),
                            tariff.tableHash(),
                            tariff.evidence()
                                    .map(one -> one.name() + " · " + one.sha256())
                                    .orElse("")));
        }

        private static List<Change> changes(
                TariffVersion tariff, Optional<TariffVersion> inForce, Figures utc) {
            if (tariff.state() != TariffVersion.State.DRAFT) {
                return List.of();
            }
            return Stream.of(Band.values())
                    .map(band ->
                            new Change(
                                    Bands.slug(band),
                                    inForce.map(one -> perBand(one, band, utc)).orElse(""),
                                    perBand(tariff, band, utc)))
                    .filter(one -> !one.before().isEmpty() || !one.after().isEmpty())
                    .toList();
        }

        private static String perBand(TariffVersion tariff, Band band, Figures utc) {
            return tariff.table().bands().contains(band) ? perKwh(tariff, Set.of(band), utc) : "";
        }

        private static String perKwh(TariffVersion tariff, Set<Band> bands, Figures utc) {
            BigDecimal mean = tariff.table().mean(bands);
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
                .map(tariff -> Line.of(tariff, before(tariff), names, figures))
                .toList();
    }

    private Optional<TariffVersion> before(TariffVersion tariff) {
        return tariff.state() == TariffVersion.State.DRAFT
                ? tariffs.inForce(tariff.dataCenterId(), tariff.effectiveFrom())
                : Optional.empty();
    }
}
