package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.platform.http.Problem;
import io.intertie.quality.Measured;
import io.intertie.quality.Percentiles;
import io.intertie.quality.Quality;
import io.intertie.quality.Uptime;
import io.intertie.quality.Window;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// A listing's measured quality: anybody's to read while it is live, else its provider's.
@Path("listings/{id}/quality")
@Produces(MediaType.APPLICATION_JSON)
public class QualityResource {
    private final Catalog catalog;
    private final Quality quality;
    private final Caller caller;

    @Inject
    QualityResource(Catalog catalog, Quality quality, Caller caller) {
        this.catalog = catalog;
        this.quality = quality;
        this.caller = caller;
    }

    /// What docs/quality.md defines, over a window.
    public record Seen(
            String listingId,
            String window,
            long calls,
            long counted,
            BigDecimal uptime,
            Uptime.Standing standing,
            Percentiles firstTokenMillis,
            Percentiles tokensPerSecond,
            Percentiles gapMillis,
            BigDecimal jitter,
            BigDecimal stallsPerThousand,
            String grade,
            long outputTokens) {
        static Seen of(Listing listing, Window window, Measured measured) {
            return new Seen(
                    listing.id().toString(),
                    window.code(),
                    measured.calls(),
                    measured.uptime().counted(),
                    measured.uptime().fraction(),
                    measured.uptime().standing(),
                    measured.firstTokenMillis(),
                    measured.tokensPerSecond(),
                    measured.gapMillis(),
                    measured.stability().jitter(),
                    measured.stability().stallsPerThousand(),
                    measured.stability().grade(),
                    measured.outputTokens());
        }
    }

    @GET
    @Operation(summary = "Measured quality of a listing; window is 5m, 30m, 1d or 30d")
    public Seen measured(
            @PathParam("id") String id, @QueryParam("window") @DefaultValue("1d") String code) {
        var window =
                Window.of(code)
                        .orElseThrow(
                                () -> Problem.field("window", "window must be 5m, 30m, 1d or 30d"));
        var listing =
                catalog.listing(Fields.id(id, "id"))
                        .filter(one -> one.isLive() || caller.maySee(one.providerId()))
                        .orElseThrow(() -> Fields.notFound("listing"));
        return Seen.of(listing, window, quality.of(listing.id(), window));
    }
}
