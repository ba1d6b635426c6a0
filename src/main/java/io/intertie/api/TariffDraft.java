package io.intertie.api;

import io.intertie.api.TariffsResource.NewTariff;
import io.intertie.catalog.DataCenter;
import io.intertie.money.Currency;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.ReferenceTariff;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.Tariffs;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// A draft as it was sent: from a shipped reference, from a grid's hours, or from its own table.
record TariffDraft(NewTariff added, Tariffs tariffs) {
    /// The draft, of which nothing is in doubt unless it is confirmed.
    ///
    /// @throws Problem at the field or cell that is wrong
    TariffVersion likely(DataCenter site, Instant now) {
        var draft = of(site, now);
        var last = tariffs.inForce(site.id(), now).map(TariffVersion::table);
        var unlikely = TariffVersion.doubted(draft.table(), last);
        if (!unlikely.isEmpty() && !Boolean.TRUE.equals(added.confirmed())) {
            throw doubted(unlikely.getFirst(), draft.table());
        }
        return draft;
    }

    private Problem doubted(TariffTable.Rule rule, TariffTable table) {
        var start = added.grid() == null ? "reference" : "flat_per_kwh";
        return Problem.field(
                added.table() == null
                        ? start
                        : "table.rules[" + table.rules().indexOf(rule) + "].price_per_kwh",
                Wording.of(
                        "tariff.unlikely",
                        "%s at %s is nothing, or more than ten times or less than a tenth of what"
                                + " the band costs now. Nothing was drafted: send confirmed true"
                                + " if it is meant.",
                        rule,
                        rule.pricePerKwh().stripTrailingZeros().toPlainString()));
    }

    private TariffVersion of(DataCenter site, Instant now) {
        var starts =
                Stream.of(added.reference(), added.grid(), added.table())
                        .filter(java.util.Objects::nonNull)
                        .count();
        if (starts != 1) {
            throw Problem.field(
                    "reference",
                    Wording.of("tariff.start", "give one of reference, grid and table"));
        }
        var start = start(site);
        return new TariffVersion(
                UuidV7.at(now),
                site.id(),
                1,
                start.currency(),
                start.table(),
                start.demandPerKwMonth(),
                Fields.decimal(added.loadFactor(), "load_factor"),
                Fields.decimal(added.lossFraction(), "loss_fraction"),
                Fields.instant(added.effectiveFrom(), "effective_from").orElse(now),
                TariffVersion.State.DRAFT,
                start.source(),
                start.quality(),
                "",
                evidence());
    }

    private ReferenceTariff start(DataCenter site) {
        if (added.reference() != null) {
            return tariffs.reference(Fields.text(added.reference(), "reference"))
                    .orElseThrow(() -> Fields.notFound("tariff reference"));
        }
        var table = added.table();
        return table == null ? ofGrid(site) : own(site, new TariffCells(table).table(), "");
    }

    private ReferenceTariff ofGrid(DataCenter site) {
        var code = Fields.text(added.grid(), "grid");
        var grid =
                tariffs.grids().stream()
                        .filter(one -> one.code().equals(code))
                        .findFirst()
                        .orElseThrow(() -> Fields.notFound("grid"));
        if (!grid.isMultiplied()) {
            throw Problem.field(
                    "grid",
                    Wording.of(
                            "tariff.grid", "the grid's bands have no multipliers: send a table"));
        }
        var flat = Fields.amountOrZero(added.flatPerKwh(), "flat_per_kwh");
        var floating = Fields.amountOrZero(added.floatingPerKwh(), "floating_per_kwh");
        if (flat.signum() == 0 || floating.compareTo(flat) > 0) {
            throw Problem.field(
                    "flat_per_kwh",
                    Wording.of("tariff.flat", "lies above 0 and covers what floats of it"));
        }
        return own(site, grid.table(flat, floating), "; hours: " + grid.source());
    }

    private ReferenceTariff own(DataCenter site, TariffTable table, String alsoFrom) {
        return new ReferenceTariff(
                "",
                site.gridRegion(),
                site.country(),
                currency(),
                table,
                Fields.amountOrZero(added.demandPerKwMonth(), "demand_per_kw_month"),
                Fields.text(added.source(), "source") + alsoFrom,
                Fields.text(added.quality(), "quality"));
    }

    private Currency currency() {
        return Fields.currency(added.currency());
    }

    private Optional<TariffVersion.Evidence> evidence() {
        if (added.evidenceLink() == null && added.evidenceSha256() == null) {
            return Optional.empty();
        }
        return Optional.of(
                new TariffVersion.Evidence(
                        Fields.text(added.evidenceLink(), "evidence_link"),
                        Fields.text(added.evidenceSha256(), "evidence_sha256")));
    }
}
