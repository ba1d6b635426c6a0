package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.identity.Role;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.ReferenceTariff;
import io.intertie.tariff.Repricing;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.Tariffs;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Electricity tariffs: shipped references, and the versions of a site.
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class TariffsResource {
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

    /// A draft from a shipped reference table.
    public record NewTariff(
            @Nullable String reference,
            @Nullable String loadFactor,
            @Nullable String lossFraction,
            @Nullable String effectiveFrom) {}

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

    @POST
    @Path("sites/{site}/tariffs")
    @Needs(Role.PROVIDER)
    @Operation(summary = "Draft a tariff version from a shipped reference")
    public TariffVersion draft(@PathParam("site") String site, NewTariff added) {
        var reference =
                tariffs.reference(Fields.text(added.reference(), "reference"))
                        .orElseThrow(() -> Fields.notFound("tariff reference"));
        var from = Fields.instant(added.effectiveFrom(), "effective_from");
        return tariffs.draft(
                new TariffVersion(
                        UuidV7.at(clock.instant()),
                        own(site).id(),
                        1,
                        reference.currency(),
                        reference.table(),
                        reference.demandPerKwMonth(),
                        Fields.decimal(added.loadFactor(), "load_factor"),
                        Fields.decimal(added.lossFraction(), "loss_fraction"),
                        from.orElse(clock.instant()),
                        TariffVersion.State.DRAFT,
                        reference.source(),
                        reference.quality(),
                        ""),
                caller.actor());
    }

    @POST
    @Path("tariffs/{id}/verify")
    @Needs({Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Verify a draft, never by its drafter, and price the site anew")
    public TariffVersion verify(@PathParam("id") String id) {
        var version = Fields.id(id, "id");
        var found = tariffs.find(version).orElseThrow(() -> Fields.notFound("tariff"));
        var site = own(found.dataCenterId().toString());
        var verified = tariffs.verify(version, caller.actor());
        var _ = repricing.reprice(site.id(), caller.actor());
        return verified;
    }

    private DataCenter own(String site) {
        UUID id = Fields.id(site, "site");
        return catalog.dataCenter(id)
                .filter(found -> caller.maySee(found.providerId()))
                .orElseThrow(() -> Fields.notFound("site"));
    }
}
