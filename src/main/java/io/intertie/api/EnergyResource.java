package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.energy.EnergyReading;
import io.intertie.energy.EnergyReadings;
import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.UuidV7;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// What the meters of a provider's site say.
@Path("sites/{site}/energy")
@Produces(MediaType.APPLICATION_JSON)
public class EnergyResource {
    private static final int MOST_SHOWN = 500;

    private final EnergyReadings readings;
    private final Catalog catalog;
    private final Caller caller;
    private final Clock clock;

    @Inject
    EnergyResource(EnergyReadings readings, Catalog catalog, Caller caller, Clock clock) {
        this.readings = readings;
        this.catalog = catalog;
        this.caller = caller;
        this.clock = clock;
    }

    /// Up to 500 readings; all are kept or none.
    public record NewReadings(@Nullable List<NewReading> readings) {}

    /// What the site's servers that serve this market drew in an interval of 5 minutes to 24 hours.
    /// `evidence` is metered, with it_kwh, facility_kwh or both, or telemetry, with gpu_kwh. The
    /// same interval again with other figures needs a `correction`: why.
    public record NewReading(
            @Nullable String from,
            @Nullable String until,
            @Nullable String evidence,
            @Nullable String gpuKwh,
            @Nullable String itKwh,
            @Nullable String facilityKwh,
            @Nullable String correction) {}

    @POST
    @Needs(Role.PROVIDER)
    @Operation(summary = "Report energy by interval; the same report again changes nothing")
    public EnergyReadings.Report report(@PathParam("site") String site, NewReadings reported) {
        var own = own(site);
        var parsed = new ArrayList<EnergyReading>();
        for (var one : Fields.present(reported.readings(), "readings")) {
            parsed.add(reading(own, one, "readings[" + parsed.size() + "]."));
        }
        return readings.report(own, parsed, caller.actor());
    }

    @GET
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "A site's readings in force, the newest first, up to 500")
    public Page<EnergyReading> readings(@PathParam("site") String site) {
        return new Page<>(readings.of(own(site).id(), MOST_SHOWN));
    }

    private EnergyReading reading(DataCenter site, NewReading one, String at) {
        return new EnergyReading(
                UuidV7.at(clock.instant()),
                site.id(),
                instant(one.from(), at + "from"),
                instant(one.until(), at + "until"),
                Fields.constant(EnergyReading.Evidence.class, one.evidence(), at + "evidence"),
                kwh(one.gpuKwh(), at + "gpu_kwh"),
                kwh(one.itKwh(), at + "it_kwh"),
                kwh(one.facilityKwh(), at + "facility_kwh"),
                one.correction() == null ? "" : Fields.text(one.correction(), at + "correction"));
    }

    private static Instant instant(@Nullable String value, String field) {
        return Fields.instant(value, field)
                .orElseThrow(() ->
                        Problem.field(field, Wording.of("field.missing", "%s is missing", field)));
    }

    private static Optional<BigDecimal> kwh(@Nullable String value, String field) {
        if (value == null) {
            return Optional.empty();
        }
        var amount = Fields.decimal(value, field);
        if (amount.scale() > 6 || amount.precision() - amount.scale() > 12) {
            throw Problem.field(
                    field,
                    Wording.of(
                            "field.kwh",
                            "%s is a decimal with up to six digits after the point",
                            field));
        }
        return Optional.of(amount);
    }

    private DataCenter own(String site) {
        return catalog.dataCenter(Fields.id(site, "site"))
                .filter(found -> caller.maySee(found.providerId()))
                .orElseThrow(() -> Fields.notFound("site"));
    }
}
