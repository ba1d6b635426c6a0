package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.choice.Choices;
import io.intertie.choice.Tally;
import io.intertie.choice.Verdict;
import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What routing made of a listing: for its provider, without any buyer.
@Path("listings/{id}/routing")
@Produces(MediaType.APPLICATION_JSON)
public class ListingRoutingResource {
    private static final int MOST_DAYS = 30;

    private final Choices choices;
    private final Catalog catalog;
    private final Caller caller;
    private final Clock clock;

    @Inject
    ListingRoutingResource(Choices choices, Catalog catalog, Caller caller, Clock clock) {
        this.choices = choices;
        this.catalog = catalog;
        this.caller = caller;
        this.clock = clock;
    }

    /// How often routing came to a verdict on a day (UTC), and when last.
    public record Counted(String day, Verdict verdict, long times, Instant lastAt) {
        static Counted of(Tally one) {
            return new Counted(one.day().toString(), one.verdict(), one.times(), one.lastAt());
        }
    }

    @GET
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "What routing made of a listing, by day and verdict; at most 30 days")
    public Page<Counted> routing(
            @PathParam("id") String id, @QueryParam("days") @DefaultValue("7") int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw Problem.field(
                    "days", Wording.of("field.days", "days must lie between 1 and %s", MOST_DAYS));
        }
        var listing =
                catalog.listing(Fields.id(id, "id"))
                        .filter(one -> caller.maySee(one.providerId()))
                        .orElseThrow(() -> Fields.notFound("listing"));
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return new Page<>(
                choices.tallies(List.of(listing.id()), today.minusDays(days - 1L)).stream()
                        .map(Counted::of)
                        .toList());
    }
}
