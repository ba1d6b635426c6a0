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

/// `/provider/sites`: where the electricity is drawn.
@Controller
@Path("/provider/sites")
@RequestScoped
public class SitesPage {
    private final Holdings holdings;
    private final Visit visit;
    private final Pages pages;

    @Inject
    SitesPage(Holdings holdings, Visit visit, Pages pages) {
        this.holdings = holdings;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows.
    public record View(List<SiteLine> sites) {}

    @GET
    public Response show() {
        return pages.show("provider/sites", new View(holdings.sites(visit.figures())));
    }
}
