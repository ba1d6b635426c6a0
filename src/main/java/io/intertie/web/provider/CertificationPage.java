package io.intertie.web.provider;

import io.intertie.catalog.Listing;
import io.intertie.certification.Certification;
import io.intertie.certification.Run;
import io.intertie.web.Figures;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/// `/provider/listings/{id}/certify`: the endpoint is examined step by step, before it goes live.
///
/// While a run goes on the page hears of each step from [RunEvents]; without script it comes again
/// by itself.
@Controller
@Path("/provider/listings/{id}/certify")
@RequestScoped
public class CertificationPage {
    private final Estate estate;
    private final Certification certification;
    private final Visit visit;
    private final Pages pages;

    @Inject
    CertificationPage(Estate estate, Certification certification, Visit visit, Pages pages) {
        this.estate = estate;
        this.certification = certification;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows: the newest run whole, those before it in a line each.
    public record View(
            ListingLine listing,
            String endpoint,
            boolean mayGoLive,
            Optional<RunView> run,
            List<RunView> earlier) {
        static View of(Listing listing, ListingLine line, List<Run> runs, Figures figures) {
            var seen = runs.stream().map(one -> RunView.of(one, figures)).toList();
            return new View(
                    line,
                    listing.endpoint().toString(),
                    listing.moves().contains(Listing.State.LIVE),
                    seen.stream().findFirst(),
                    seen.stream().skip(1).toList());
        }

        public boolean isRunning() {
            return run.filter(RunView::isRunning).isPresent();
        }

        public boolean mayStart() {
            return !isRunning() && !listing.state().equals("retired");
        }
    }

    @GET
    public Response show(@PathParam("id") String id) {
        var listing = estate.listing(id);
        var figures = visit.figures();
        var line = ListingLine.of(listing, Optional.empty(), estate.names(), figures);
        var view = View.of(listing, line, certification.runs(listing.id()), figures);
        return pages.show("provider/certify", view);
    }

    @POST
    public Response start(@PathParam("id") String id) {
        var listing = estate.listing(id);
        var _ = certification.start(listing.id(), estate.actor());
        return pages.to("/provider/listings/" + listing.id() + "/certify");
    }

    @POST
    @Path("{run}/cancel")
    public Response cancel(@PathParam("id") String id, @PathParam("run") String runId) {
        var listing = estate.listing(id);
        var _ = certification.cancel(listing.id(), Estate.id(runId), estate.actor());
        return pages.to("/provider/listings/" + listing.id() + "/certify");
    }
}
