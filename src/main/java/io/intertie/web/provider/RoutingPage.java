package io.intertie.web.provider;

import io.intertie.catalog.Listing;
import io.intertie.choice.Choices;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// `/provider/routing`: how often routing chose the provider's listings, and why it did not.
@Controller
@Path("/provider/routing")
@RequestScoped
public class RoutingPage {
    private static final int DAYS = 7;

    private final Estate estate;
    private final Choices choices;
    private final Visit visit;
    private final Pages pages;
    private final Clock clock;

    @Inject
    RoutingPage(Estate estate, Choices choices, Visit visit, Pages pages, Clock clock) {
        this.estate = estate;
        this.choices = choices;
        this.visit = visit;
        this.pages = pages;
        this.clock = clock;
    }

    @GET
    public Response show() {
        var listings = estate.listings();
        var first = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS - 1L);
        var tallies = choices.tallies(listings.stream().map(Listing::id).toList(), first);
        return pages.show(
                "provider/routing",
                RoutingView.of(listings, tallies, estate.names(), visit.figures()));
    }
}
