package io.intertie.web.buyer;

import io.intertie.catalog.Catalog;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// `/app/activity`: what was used and what it cost, request by request.
@Controller
@Path("/app/activity")
@RequestScoped
public class ActivityPage {
    private static final int LATEST = 100;

    private final Account account;
    private final Catalog catalog;
    private final Visit visit;
    private final Pages pages;

    @Inject
    ActivityPage(Account account, Catalog catalog, Visit visit, Pages pages) {
        this.account = account;
        this.catalog = catalog;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `most` is how many requests a page lists, and `isTogether` says that
    /// they are those of one line of the wallet.
    public record Activity(
            Period today, Period month, List<UsageLine> latest, int most, boolean isTogether) {}

    @GET
    public Response show(@QueryParam("capture") @DefaultValue("") String capture) {
        var organisation = visit.organisation();
        var figures = visit.figures();
        var names = BuyerNames.of(catalog);
        return pages.show(
                "buyer/activity",
                new Activity(
                        account.today(organisation, names, figures),
                        account.month(organisation, names, figures),
                        capture.isEmpty()
                                ? account.latest(organisation, LATEST, names, figures)
                                : account.together(
                                        organisation,
                                        SubscriptionsPage.id(capture),
                                        names,
                                        figures),
                        LATEST,
                        !capture.isEmpty()));
    }
}
