package io.intertie.web.provider;

import io.intertie.metering.UsageRecords;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import io.intertie.web.books.PayoutLine;
import io.intertie.web.books.Served;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// `/provider/earnings`: what has come together, what was paid out, and for which requests.
@Controller
@Path("/provider/earnings")
@RequestScoped
public class EarningsPage {
    private static final int LATEST = 50;

    private final Estate estate;
    private final Holdings holdings;
    private final UsageRecords usage;
    private final Visit visit;
    private final Pages pages;

    @Inject
    EarningsPage(Estate estate, Holdings holdings, UsageRecords usage, Visit visit, Pages pages) {
        this.estate = estate;
        this.holdings = holdings;
        this.usage = usage;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `most` is how many requests it lists.
    public record View(
            List<Holdings.Accrual> accruals,
            List<PayoutLine> payouts,
            List<Served> served,
            int most) {}

    @GET
    public Response show() {
        var id = estate.organisation().id();
        var figures = visit.figures();
        var names = estate.names();
        return pages.show(
                "provider/earnings",
                new View(
                        holdings.accruals(id, names, figures),
                        holdings.payouts(id, names, figures),
                        Served.all(usage.ofProvider(id, LATEST), names, figures),
                        LATEST));
    }
}
