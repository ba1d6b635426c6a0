package io.intertie.web.buyer;

import io.intertie.catalog.Catalog;
import io.intertie.metering.UsageRecords;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.proof.Explaining;
import io.intertie.proof.Viewer;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import io.intertie.web.books.FigureLine;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// `/app/requests/{id}`: the receipt of one request, recomputed from what is stored.
@Controller
@Path("/app/requests/{id}")
@RequestScoped
public class ReceiptPage {
    private final UsageRecords usage;
    private final Evidence evidence;
    private final Catalog catalog;
    private final Explaining explaining;
    private final Visit visit;
    private final Pages pages;

    @Inject
    ReceiptPage(
            UsageRecords usage,
            Evidence evidence,
            Catalog catalog,
            Explaining explaining,
            Visit visit,
            Pages pages) {
        this.usage = usage;
        this.evidence = evidence;
        this.catalog = catalog;
        this.explaining = explaining;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows: the receipt, and how each of its figures comes about.
    public record View(Receipt receipt, List<FigureLine> figures) {}

    @GET
    public Response show(@PathParam("id") String id) {
        var organisation = visit.organisation();
        var rated =
                usage.find(SubscriptionsPage.id(id))
                        .filter(one -> one.usage().buyerId().equals(organisation.id()))
                        .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such request"));
        var explanation =
                explaining
                        .explain(rated.usage().requestId(), new Viewer(organisation.id(), false))
                        .orElseThrow();
        return pages.show("buyer/receipt", new View(receipt(rated), FigureLine.of(explanation)));
    }

    private Receipt receipt(UsageRecords.Rated rated) {
        return Receipt.of(rated, evidence.of(rated), BuyerNames.of(catalog), visit.figures());
    }
}
