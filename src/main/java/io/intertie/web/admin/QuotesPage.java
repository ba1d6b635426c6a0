package io.intertie.web.admin;

import io.intertie.web.Pages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// `/admin/fx`: the exchange rates with source, quality and age.
@Controller
@Path("/admin/fx")
@RequestScoped
public class QuotesPage {
    private final Rates rates;
    private final Desk desk;
    private final Pages pages;

    @Inject
    QuotesPage(Rates rates, Desk desk, Pages pages) {
        this.rates = rates;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows, the newest first.
    public record View(List<Rates.Line> rates) {}

    @GET
    public Response show() {
        return pages.show("admin/fx", new View(rates.latest(desk.figures())));
    }
}
