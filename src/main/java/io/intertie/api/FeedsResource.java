package io.intertie.api;

import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import io.intertie.tariff.DayAhead;
import io.intertie.tariff.feed.BiddingZone;
import io.intertie.tariff.feed.DayAheadFiles;
import io.intertie.tariff.feed.FeedKind;
import io.intertie.tariff.feed.Feeds;
import io.intertie.tariff.feed.MonthlyTables;
import io.intertie.tariff.feed.TableDiff;
import io.intertie.tariff.feed.ZoneWatch;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Electricity prices that others publish: day-ahead auctions and grid companies' monthly tables.
@Path("feeds")
@Produces(MediaType.APPLICATION_JSON)
public class FeedsResource {
    private static final int MOST_BYTES = 5_000_000;
    private static final int MOST_TABLE_BYTES = 1_000_000;

    private final Feeds feeds;
    private final ZoneWatch zones;
    private final DayAheadFiles files;
    private final MonthlyTables tables;
    private final Caller caller;

    @Inject
    FeedsResource(
            Feeds feeds,
            ZoneWatch zones,
            DayAheadFiles files,
            MonthlyTables tables,
            Caller caller) {
        this.feeds = feeds;
        this.zones = zones;
        this.files = files;
        this.tables = tables;
        this.caller = caller;
    }

    /// How the feeds do, and the bidding zones with the price of now and how far prices reach.
    public record Status(List<Feeds.State> feeds, List<ZoneWatch.Zone> zones) {}

    @GET
    @Needs({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "How the feeds of electricity prices do, and how old their prices are")
    public Status status() {
        return new Status(feeds.states(), feeds.zones());
    }

    @GET
    @Path("day-ahead/{zone}")
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(
            summary = "A bidding zone's day-ahead prices on a day of the market, by default today")
    public Page<DayAhead.Point> day(
            @PathParam("zone") String zone, @QueryParam("day") @Nullable String day) {
        var known = BiddingZone.of(zone).orElseThrow(() -> Fields.notFound("bidding zone"));
        return new Page<>(zones.day(known.code(), date(day)).prices());
    }

    private LocalDate date(@Nullable String text) {
        try {
            return text == null ? zones.today() : LocalDate.parse(text);
        } catch (DateTimeException malformed) {
            throw Problem.field(
                    "day", Wording.of("field.day", "%s must be a day like 2026-11-26", "day"));
        }
    }

    @POST
    @Path("day-ahead/entsoe")
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    @Needs(Role.ADMIN)
    @Operation(summary = "Take in day-ahead prices of ENTSO-E, a document of type A44")
    public DayAheadFiles.Taken entsoe(
            @QueryParam("name") @DefaultValue("") String name, InputStream document) {
        return taken(FeedKind.ENTSOE, "", name, document);
    }

    @POST
    @Path("day-ahead/energy-charts")
    @Consumes(MediaType.APPLICATION_JSON)
    @Needs(Role.ADMIN)
    @Operation(summary = "Take in a zone's day-ahead prices as Energy-Charts answers them")
    public DayAheadFiles.Taken energyCharts(
            @QueryParam("zone") @Nullable String zone,
            @QueryParam("name") @DefaultValue("") String name,
            InputStream document) {
        return taken(FeedKind.ENERGY_CHARTS, Fields.text(zone, "zone"), name, document);
    }

    private DayAheadFiles.Taken taken(
            FeedKind kind, String zone, String name, InputStream document) {
        var bytes = WebhooksResource.read(document, MOST_BYTES);
        return files.upload(new DayAheadFiles.Label(kind, zone, name), bytes, caller.actor());
    }

    @GET
    @Path("tables")
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Monthly tables of the caller that were tried, the newest first")
    public Page<MonthlyTables.Tried> tables() {
        return new Page<>(tables.latest(caller.actor()));
    }

    @POST
    @Path("tables")
    @Consumes({"text/csv", MediaType.TEXT_PLAIN})
    @Needs({Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Try a monthly table: what it would change at the caller's sites")
    public TableDiff tryOut(@QueryParam("name") @DefaultValue("") String name, InputStream file) {
        return tables.tryOut(name, WebhooksResource.read(file, MOST_TABLE_BYTES), caller.actor());
    }

    @GET
    @Path("tables/{id}")
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "What a monthly table that was tried would change now")
    public TableDiff table(@PathParam("id") String id) {
        return tables.shown(Fields.id(id, "id"), caller.actor());
    }

    @POST
    @Path("tables/{id}/apply")
    @Needs({Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Draft what a table changes; a second person verifies each draft")
    public TableDiff apply(
            @PathParam("id") String id,
            @QueryParam("confirm") @DefaultValue("false") boolean isConfirmed) {
        return tables.apply(Fields.id(id, "id"), isConfirmed, caller.actor());
    }
}
