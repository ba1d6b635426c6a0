package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.UuidV7;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// A provider's sites.
@Path("sites")
@Produces(MediaType.APPLICATION_JSON)
public class SitesResource {
    private static final BigDecimal WORST_PUE = BigDecimal.TEN;

    private final Catalog catalog;
    private final Caller caller;
    private final Clock clock;

    @Inject
    SitesResource(Catalog catalog, Caller caller, Clock clock) {
        this.catalog = catalog;
        this.caller = caller;
        this.clock = clock;
    }

    /// A site to add.
    public record NewSite(
            @Nullable String slug,
            @Nullable String city,
            @Nullable String country,
            @Nullable String zone,
            @Nullable String gridRegion,
            @Nullable String pue,
            @Nullable String pueSource) {}

    @GET
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "The caller's sites; all for who runs the market")
    public Page<DataCenter> sites() {
        return new Page<>(
                caller.runsTheMarket()
                        ? catalog.dataCenters()
                        : catalog.dataCentersOf(caller.organisation()));
    }

    @POST
    @Needs(Role.PROVIDER)
    @Operation(summary = "Add a site")
    public DataCenter add(NewSite site) {
        var pue = Fields.decimal(site.pue(), "pue");
        if (pue.compareTo(BigDecimal.ONE) < 0 || pue.compareTo(WORST_PUE) > 0) {
            throw Problem.field(
                    "pue",
                    Wording.of("field.pue", "pue is facility energy over IT energy: 1 to 10"));
        }
        return catalog.addDataCenter(
                new DataCenter(
                        UuidV7.at(clock.instant()),
                        caller.organisation(),
                        Fields.slug(site.slug(), "slug"),
                        Fields.text(site.city(), "city"),
                        Fields.country(site.country()),
                        Fields.zone(site.zone()),
                        Fields.text(site.gridRegion(), "grid_region"),
                        pue,
                        Fields.text(site.pueSource(), "pue_source")),
                caller.actor());
    }
}
