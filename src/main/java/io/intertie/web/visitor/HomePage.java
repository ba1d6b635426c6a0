package io.intertie.web.visitor;

import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// `/`: what electricity and tokens cost now, and how to start.
@Controller
@Path("/")
@RequestScoped
public class HomePage {
    private final Storefront storefront;
    private final Visit visit;
    private final Pages pages;

    @Inject
    HomePage(Storefront storefront, Visit visit, Pages pages) {
        this.storefront = storefront;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `example` is the model in the call to copy.
    public record Home(
            List<TariffCard> tariffs, List<ModelRow> cheapest, int models, String example) {}

    @GET
    public Response show() {
        return pages.show("visitor/home", storefront.home(visit.prefs()));
    }
}
