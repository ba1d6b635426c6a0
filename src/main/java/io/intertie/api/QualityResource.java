package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
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
import java.util.Optional;
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

    /// What docs/quality.md defines, over a window; what no call has shown is left out.
    public record Seen(
            String listingId,
            String window,
            long calls,
            long counted,
            Optional<BigDecimal> uptime,
            Uptime.Standing standing,
            Optional<Percentiles> firstTokenMillis,
            Optional<Percentiles> tokensPerSecond,
            Optional<Percentiles> gapMillis,
            Optional<BigDecimal> jitter,
            Optional<BigDecimal> stallsPerThousand,
            String grade,
            long outputTokens) {
        static Seen of(Listing listing, Window window, Measured measured) {
            var stability = measured.stability();
            return new Seen(
                    listing.id().toString(),
                    window.code(),
                    measured.calls(),
                    measured.uptime().counted(),
                    Optional.of(measured.uptime().fraction())
                            .filter(_ -> measured.uptime().counted() > 0),
                    measured.uptime().standing(),
                    shown(measured.firstTokenMillis(), measured.uptime().answered()),
                    shown(measured.tokensPerSecond(), measured.tokensPerSecond().p50().signum()),
                    shown(measured.gapMillis(), stability.gaps()),
                    Optional.of(stability.jitter()).filter(_ -> stability.streams() > 0),
                    Optional.of(stability.stallsPerThousand()).filter(_ -> stability.gaps() > 0),
                    stability.grade(),
                    measured.outputTokens());
        }

        private static Optional<Percentiles> shown(Percentiles all, long seen) {
            return Optional.of(all).filter(_ -> seen > 0);
        }
    }

    @GET
    @Operation(summary = "Measured quality of a listing; window is 5m, 30m, 1d or 30d")
    public Seen measured(
            @PathParam("id") String id, @QueryParam("window") @DefaultValue("1d") String code) {
        var window =
                Window.of(code)
                        .orElseThrow(() ->
                                Problem.field(
                                        "window",
                                        Wording.of(
                                                "field.window",
                                                "window must be 5m, 30m, 1d or 30d")));
        var listing =
                catalog.listing(Fields.id(id, "id"))
                        .filter(one ->
                                one.isLive()
                                        || (caller.isKnown() && caller.maySee(one.providerId())))
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemType.NOT_FOUND, "There is no such live listing."));
        return Seen.of(listing, window, quality.of(listing.id(), window));
    }
}
