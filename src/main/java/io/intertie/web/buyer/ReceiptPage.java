package io.intertie.web.buyer;

import io.intertie.catalog.Catalog;
import io.intertie.metering.UsageRecords;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/// `/app/requests/{id}`: the receipt of one request, recomputed from what is stored.
@Controller
@Path("/app/requests/{id}")
@RequestScoped
public class ReceiptPage {
    private final UsageRecords usage;
    private final Evidence evidence;
    private final Catalog catalog;
    private final Visit visit;
    private final Pages pages;

    @Inject
    ReceiptPage(UsageRecords usage, Evidence evidence, Catalog catalog, Visit visit, Pages pages) {
        this.usage = usage;
        this.evidence = evidence;
        this.catalog = catalog;
        this.visit = visit;
        this.pages = pages;
    }

    @GET
    public Response show(@PathParam("id") String id) {
        var organisation = visit.organisation();
        var rated =
                usage.find(SubscriptionsPage.id(id))
                        .filter(one -> one.usage().buyerId().equals(organisation.id()))
                        .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such request"));
        var figures = visit.figures();
        return pages.show(
                "buyer/receipt",
                Receipt.of(rated, evidence.of(rated), BuyerNames.of(catalog), figures));
    }
}
