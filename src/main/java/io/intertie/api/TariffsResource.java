package io.intertie.api;

import static java.util.Locale.ROOT;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.identity.Role;
import io.intertie.money.Currency;
import io.intertie.tariff.ReferenceTariff;
import io.intertie.tariff.Repricing;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.Tariffs;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Electricity tariffs: shipped references, and the versions of a site.
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class TariffsResource {
    private static final int MOST_BYTES = 5_000_000;

    private final Tariffs tariffs;
    private final Repricing repricing;
    private final Catalog catalog;
    private final Caller caller;
    private final Clock clock;

    @Inject
    TariffsResource(
            Tariffs tariffs, Repricing repricing, Catalog catalog, Caller caller, Clock clock) {
        this.tariffs = tariffs;
        this.repricing = repricing;
        this.catalog = catalog;
        this.caller = caller;
        this.clock = clock;
    }

    /// A draft from a shipped reference, from a grid's hours at the site's own flat price, or from
    /// a table of its own; the last two name their source and quality. `confirmed` says that a
    /// price of nothing, or one far from what its band costs in force, is meant.
    public record NewTariff(
            @Nullable String reference,
            @Nullable String grid,
            @Nullable String flatPerKwh,
            @Nullable String floatingPerKwh,
            @Nullable NewTable table,
            @Nullable String currency,
            @Nullable String demandPerKwMonth,
            @Nullable String source,
            @Nullable String quality,
            @Nullable String evidenceLink,
            @Nullable String evidenceSha256,
            @Nullable String loadFactor,
            @Nullable String lossFraction,
            @Nullable String effectiveFrom,
            @Nullable Boolean confirmed) {}

    /// A shipped table, without its cells.
    public record Reference(
            String code,
            String region,
            String country,
            Currency currency,
            BigDecimal demandPerKwMonth,
            String source,
            String quality) {
        static Reference of(ReferenceTariff from) {
            return new Reference(
                    from.code(),
                    from.region(),
                    from.country(),
                    from.currency(),
                    from.demandPerKwMonth(),
                    from.source(),
                    from.quality());
        }
    }

    /// A grid region's hours; `floats` is what the multipliers move, `faults` what its sheet
    /// contradicts itself in.
    public record Grid(
            String code,
            String region,
            String calendar,
            String floats,
            List<ReferenceTariff.Grid.Hours> hours,
            List<TariffTable.Trigger> triggers,
            String source,
            String quality,
            List<String> faults) {
        static Grid of(ReferenceTariff.Grid from) {
            return new Grid(
                    from.code(),
                    from.region(),
                    from.calendar(),
                    from.floats(),
                    from.hours(),
                    from.triggers(),
                    from.source(),
                    from.quality(),
                    from.faults());
        }
    }

    /// A table as it is typed: its faults name the cell, such as `table.rules[3].from`.
    public record NewTable(
            @Nullable String zone,
            @Nullable String calendar,
            @Nullable List<NewComponent> components,
            @Nullable List<NewRule> rules) {}

    /// A part of the price; `kind` energy, capacity, loss, levy or tax, `unit` per_kwh,
    /// per_kw_month or fraction.
    public record NewComponent(
            @Nullable String kind,
            @Nullable String unit,
            @Nullable String amount,
            boolean floats,
            @Nullable String name) {}

    /// A band's hours; months by number and days by type, all where there are none. Without a price
    /// it costs what the components come to with its multiplier.
    public record NewRule(
            @Nullable List<Integer> months,
            @Nullable List<String> days,
            @Nullable String from,
            @Nullable String until,
            @Nullable String band,
            @Nullable String pricePerKwh,
            @Nullable String multiplier) {}

    /// What a kWh costs at an instant, with its source.
    public record Resolved(
            String tariffVersion,
            String day,
            Optional<String> dayName,
            String band,
            Currency currency,
            BigDecimal perKwh,
            Map<String, BigDecimal> breakdown,
            String source,
            String quality) {
        static Resolved of(Tariffs.Resolved found) {
            var breakdown = new TreeMap<String, BigDecimal>();
            found.breakdown()
                    .forEach(
                            (kind, amount) -> breakdown.put(kind.name().toLowerCase(ROOT), amount));
            return new Resolved(
                    found.version().id().toString(),
                    found.day().name(),
                    found.dayName(),
                    found.band().name(),
                    found.version().currency(),
                    found.perKwh(),
                    breakdown,
                    found.version().source(),
                    found.version().quality());
        }
    }

    @GET
    @Path("tariff-references")
    @Operation(summary = "Shipped electricity tariffs with source and quality")
    public Page<Reference> references() {
        return new Page<>(tariffs.references().stream().map(Reference::of).toList());
    }

    @GET
    @Path("sites/{site}/tariffs")
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "A site's tariff versions, the newest first")
    public Page<TariffVersion> versions(@PathParam("site") String site) {
        return new Page<>(tariffs.of(own(site).id()));
    }

    @GET
    @Path("tariff-grids")
    @Operation(
            summary = "The hours of China's grid regions, with source, quality and what is known")
    public Page<Grid> grids() {
        return new Page<>(tariffs.grids().stream().map(Grid::of).toList());
    }

    @GET
    @Path("sites/{site}/tariff")
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Band, price per kWh and what it is made of at an instant, now by default")
    public Resolved resolved(
            @PathParam("site") String site, @QueryParam("at") @Nullable String at) {
        return tariffs.resolve(own(site).id(), Fields.instant(at, "at").orElse(clock.instant()))
                .map(Resolved::of)
                .orElseThrow(() -> Fields.notFound("tariff in force"));
    }

    @POST
    @Path("sites/{site}/tariffs")
    @Needs(Role.PROVIDER)
    @Operation(summary = "Draft a tariff version from a reference, a grid's hours or a table")
    public TariffVersion draft(@PathParam("site") String site, NewTariff added) {
        return tariffs.draft(
                new TariffDraft(added, tariffs).likely(own(site), clock.instant()), caller.actor());
    }

    @PUT
    @Path("tariffs/{id}/evidence")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Needs(Role.PROVIDER)
    @Operation(summary = "Keep the document that a draft was read from, up to 5 MB")
    public TariffVersion attach(
            @PathParam("id") String id,
            @QueryParam("name") @Nullable String name,
            InputStream document) {
        var version = theirs(id).id();
        var bytes = WebhooksResource.read(document, MOST_BYTES);
        return tariffs.attach(version, Fields.text(name, "name"), bytes, caller.actor());
    }

    /// Always as a download: a stranger's document is never shown on our pages.
    @GET
    @Path("tariffs/{id}/evidence")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "The document that a version was read from, byte for byte")
    public Response evidence(@PathParam("id") String id) {
        var document =
                tariffs.document(theirs(id).id()).orElseThrow(() -> Fields.notFound("document"));
        return Response.ok(document)
                .header("Content-Disposition", "attachment; filename=\"evidence\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    @POST
    @Path("tariffs/{id}/verify")
    @Needs({Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Verify a draft, never by its drafter, and price the site anew")
    public TariffVersion verify(@PathParam("id") String id) {
        var found = theirs(id);
        var verified = tariffs.verify(found.id(), caller.actor());
        var _ = repricing.reprice(found.dataCenterId(), caller.actor());
        return verified;
    }

    private TariffVersion theirs(String id) {
        var found = tariffs.find(Fields.id(id, "id")).orElseThrow(() -> Fields.notFound("tariff"));
        var _ = own(found.dataCenterId().toString());
        return found;
    }

    private DataCenter own(String site) {
        UUID id = Fields.id(site, "site");
        return catalog.dataCenter(id)
                .filter(found -> caller.maySee(found.providerId()))
                .orElseThrow(() -> Fields.notFound("site"));
    }
}
