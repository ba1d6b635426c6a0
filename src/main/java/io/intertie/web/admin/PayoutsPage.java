package io.intertie.web.admin;

import io.intertie.settlement.Settlements;
import io.intertie.web.Pages;
import io.intertie.web.books.PayoutLine;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// `/admin/payouts`: every payout, the newest first.
@Controller
@Path("/admin/payouts")
@RequestScoped
public class PayoutsPage {
    private final Settlements settlements;
    private final Desk desk;
    private final Pages pages;

    @Inject
    PayoutsPage(Settlements settlements, Desk desk, Pages pages) {
        this.settlements = settlements;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows; `state` is the filter, empty for all.
    public record View(List<PayoutLine> payouts, String state) {}

    @GET
    public Response show(@QueryParam("show") @DefaultValue("") String state) {
        var figures = desk.figures();
        var names = desk.names();
        var lines =
                settlements.payouts().stream()
                        .map(payout -> PayoutLine.of(payout, names, figures))
                        .filter(line -> state.isEmpty() || line.state().equals(state))
                        .toList();
        return pages.show("admin/payouts", new View(lines, state));
    }
}
