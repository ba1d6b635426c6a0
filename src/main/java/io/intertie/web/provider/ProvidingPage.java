package io.intertie.web.provider;

import io.intertie.web.Pages;
import io.intertie.web.Visit;
import io.intertie.web.books.PayoutLine;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// `/provider`: what is offered, what it earns, and what to do next.
@Controller
@Path("/provider")
@RequestScoped
public class ProvidingPage {
    private final Estate estate;
    private final Holdings holdings;
    private final Waits waits;
    private final Visit visit;
    private final Pages pages;

    @Inject
    ProvidingPage(Estate estate, Holdings holdings, Waits waits, Visit visit, Pages pages) {
        this.estate = estate;
        this.holdings = holdings;
        this.waits = waits;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `waiting` is how many prices wait for the provider's word.
    public record View(
            List<SiteLine> sites,
            List<ListingLine> listings,
            List<Holdings.Accrual> accruals,
            List<PayoutLine> payouts,
            int waiting) {
        public long live() {
            return listings.stream().filter(one -> one.state().equals("live")).count();
        }

        public Steps steps() {
            return new Steps(
                    !sites.isEmpty(),
                    sites.stream().anyMatch(site -> site.now().isPresent()),
                    !listings.isEmpty(),
                    listings.stream().anyMatch(one -> one.now().isPresent()),
                    live() > 0);
        }
    }

    /// How far the way to the first sale has been gone.
    public record Steps(
            boolean hasSite,
            boolean hasTariff,
            boolean hasListing,
            boolean hasPrice,
            boolean isLive) {
        public boolean isDone() {
            return hasSite && hasTariff && hasListing && hasPrice && isLive;
        }
    }

    @GET
    public Response show() {
        var id = estate.organisation().id();
        var figures = visit.figures();
        var names = estate.names();
        return pages.show(
                "provider/overview",
                new View(
                        holdings.sites(figures),
                        holdings.listings(names, figures),
                        holdings.accruals(id, names, figures),
                        holdings.payouts(id, names, figures),
                        waits.all().size()));
    }
}
