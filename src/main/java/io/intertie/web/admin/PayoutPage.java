package io.intertie.web.admin;

import io.intertie.platform.http.Problem;
import io.intertie.settlement.WindowClosing;
import io.intertie.web.Form;
import io.intertie.web.Pages;
import io.intertie.web.books.TraceView;
import io.intertie.web.books.Traces;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;

/// `/admin/payouts/{id}`: a payout traced to its requests, then approved by a second admin.
@Controller
@Path("/admin/payouts/{id}")
@RequestScoped
public class PayoutPage {
    private static final String TEMPLATE = "admin/payout";

    private final Traces traces;
    private final WindowClosing closing;
    private final Desk desk;
    private final Pages pages;

    @Inject
    PayoutPage(Traces traces, WindowClosing closing, Desk desk, Pages pages) {
        this.traces = traces;
        this.closing = closing;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows; `form` keeps the reason that was typed for a hold.
    public record View(
            TraceView trace,
            boolean mayAct,
            boolean isPreparer,
            Optional<String> refusal,
            Form form) {
        public boolean mayApprove() {
            return mayAct && !isPreparer && trace.payout().isWaiting();
        }
    }

    @GET
    public Response show(
            @PathParam("id") String id, @QueryParam("request") @DefaultValue("") String request) {
        return pages.show(TEMPLATE, view(id, request, Optional.empty(), Form.EMPTY));
    }

    @POST
    @Path("approve")
    public Response approve(@PathParam("id") String id) {
        return answered(id, closing.approve(Desk.id(id), desk.actor()));
    }

    @POST
    @Path("hold")
    public Response hold(
            @PathParam("id") String id, @FormParam("reason") @DefaultValue("") String reason) {
        try {
            return answered(id, closing.hold(Desk.id(id), reason, desk.actor()));
        } catch (Problem problem) {
            if (problem.fields().isEmpty()) {
                throw problem;
            }
            var form = Form.of(Map.of("reason", reason)).wrong(pages.told(problem));
            return pages.again(TEMPLATE, view(id, "", Optional.empty(), form));
        }
    }

    @POST
    @Path("release")
    public Response release(@PathParam("id") String id) {
        return answered(id, closing.release(Desk.id(id), desk.actor()));
    }

    private Response answered(String id, WindowClosing.Outcome outcome) {
        return switch (outcome) {
            case WindowClosing.Outcome.Done done ->
                    pages.to("/admin/payouts/" + done.payout().id());
            case WindowClosing.Outcome.Refused(var why) ->
                    pages.again(TEMPLATE, view(id, "", Optional.of(pages.said(why)), Form.EMPTY));
        };
    }

    private View view(String id, String request, Optional<String> refusal, Form form) {
        var figures = desk.figures();
        var chosen = Optional.of(request).filter(it -> !it.isEmpty()).map(Desk::id);
        var trace = traces.of(Desk.id(id), chosen, true, figures);
        return new View(
                trace,
                desk.mayAct(),
                trace.payout().prepared().by().equals(desk.userName()),
                refusal,
                form);
    }
}
