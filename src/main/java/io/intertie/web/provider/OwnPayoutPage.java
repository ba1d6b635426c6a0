package io.intertie.web.provider;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.settlement.Payout;
import io.intertie.settlement.Settlements;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import io.intertie.web.books.TraceView;
import io.intertie.web.books.Traces;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/// `/provider/payouts/{id}`: the trace that the admin sees, in the provider's own rows.
@Path("/provider/payouts/{id}")
@RequestScoped
public class OwnPayoutPage {
    private final Estate estate;
    private final Settlements settlements;
    private final Traces traces;
    private final Visit visit;
    private final Pages pages;

    @Inject
    OwnPayoutPage(Estate estate, Settlements settlements, Traces traces, Visit visit, Pages pages) {
        this.estate = estate;
        this.settlements = settlements;
        this.traces = traces;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows.
    public record View(TraceView trace) {}

    @GET
    @Controller
    public Response show(
            @PathParam("id") String id, @QueryParam("request") @DefaultValue("") String request) {
        var payout = own(id);
        var chosen = Optional.of(request).filter(it -> !it.isEmpty()).map(Estate::id);
        var trace = traces.of(payout.id(), chosen, false, visit.figures());
        return pages.show("provider/payout", new View(trace));
    }

    /// The statement's text: its SHA-256 is the statement's hash. No view, but the file itself.
    @GET
    @Path("statement.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response statement(@PathParam("id") String id) {
        var payout = own(id);
        var text = settlements.statementText(payout.windowId()).orElseThrow(OwnPayoutPage::none);
        var name = "statement-" + payout.reference() + ".json";
        return Response.ok(text)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }

    private Payout own(String id) {
        var owner = estate.organisation().id();
        return settlements
                .payout(Estate.id(id))
                .filter(one -> one.providerId().equals(owner))
                .orElseThrow(OwnPayoutPage::none);
    }

    private static Problem none() {
        return new Problem(ProblemType.NOT_FOUND, "no such payout");
    }
}
