package io.intertie.web.provider;

import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// `/provider/listings`: the offers in every state, with their prices now.
@Controller
@Path("/provider/listings")
@RequestScoped
public class ListingsPage {
    private final Estate estate;
    private final Holdings holdings;
    private final Visit visit;
    private final Pages pages;

    @Inject
    ListingsPage(Estate estate, Holdings holdings, Visit visit, Pages pages) {
        this.estate = estate;
        this.holdings = holdings;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows.
    public record View(List<ListingLine> listings) {}

    @GET
    public Response show() {
        var lines = holdings.listings(estate.names(), visit.figures());
        return pages.show("provider/listings", new View(lines));
    }
}
