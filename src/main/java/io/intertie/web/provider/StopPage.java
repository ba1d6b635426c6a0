package io.intertie.web.provider;

import io.intertie.platform.http.Problem;
import io.intertie.tariff.ListingRules;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;

/// `/provider/listings/{id}/stop`: an emergency stop of a listing, with its reason, and its end.
@Controller
@Path("/provider/listings/{id}/stop")
@RequestScoped
public class StopPage {
    private static final String VIEW = "provider/stop";

    private final Estate estate;
    private final ListingRules rules;
    private final Visit visit;
    private final Pages pages;

    @Inject
    StopPage(Estate estate, ListingRules rules, Visit visit, Pages pages) {
        this.estate = estate;
        this.rules = rules;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows.
    public record View(ListingLine listing, Optional<Stop> stop, Form form) {}

    /// A stop that lasts.
    public record Stop(String reason, String by, Figures.Moment since) {
        static Stop of(ListingRules.Suspension one, Figures figures) {
            return new Stop(one.reason(), one.by(), figures.moment(one.since()));
        }
    }

    @GET
    public Response show(@PathParam("id") String id) {
        return pages.show(VIEW, view(id, Form.EMPTY));
    }

    @POST
    public Response stop(
            @PathParam("id") String id, @FormParam("stopReason") @DefaultValue("") String reason) {
        var listing = estate.listing(id);
        try {
            var _ = rules.suspend(listing.id(), reason, estate.actor());
        } catch (Problem wrong) {
            if (!wrong.fields().containsKey("reason")) {
                throw wrong;
            }
            var typed = Form.of(Map.of("stopReason", reason));
            var form = typed.wrong("stopReason", estate.word("stop.wrong"));
            return pages.again(VIEW, view(id, form));
        }
        return pages.to("/provider/listings/" + listing.id());
    }

    @POST
    @Path("end")
    public Response end(@PathParam("id") String id) {
        var listing = estate.listing(id);
        rules.resume(listing.id(), estate.actor());
        return pages.to("/provider/listings/" + listing.id());
    }

    private View view(String id, Form form) {
        var listing = estate.listing(id);
        var figures = visit.figures();
        return new View(
                ListingLine.of(listing, Optional.empty(), estate.names(), figures),
                rules.suspension(listing.id()).map(one -> Stop.of(one, figures)),
                form);
    }
}
