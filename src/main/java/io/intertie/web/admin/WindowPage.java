package io.intertie.web.admin;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.settlement.Settlements;
import io.intertie.settlement.WindowClosing;
import io.intertie.web.Pages;
import io.intertie.web.books.PayoutLine;
import io.intertie.web.books.StatementView;
import io.intertie.web.books.WindowLine;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `/admin/windows/{id}`: what a window comes to, tried before it is closed.
@Path("/admin/windows/{id}")
@RequestScoped
public class WindowPage {
    private static final List<String> LIFE = List.of("open", "closed", "sent", "settled");

    private final Settlements settlements;
    private final WindowClosing closing;
    private final Desk desk;
    private final Pages pages;

    @Inject
    WindowPage(Settlements settlements, WindowClosing closing, Desk desk, Pages pages) {
        this.settlements = settlements;
        this.closing = closing;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows; `refusal` says why it was not closed just now.
    public record View(
            WindowLine window,
            StatementView statement,
            Optional<PayoutLine> payout,
            boolean mayAct,
            Optional<String> refusal) {
        /// The states that a window goes through; `held` stands where `closed` does, `failed` where
        /// `settled` does.
        public List<String> life() {
            return switch (window.state()) {
                case "held" -> List.of("open", "held", "sent", "settled");
                case "failed" -> List.of("open", "closed", "sent", "failed");
                default -> LIFE;
            };
        }

        public boolean mayClose() {
            return mayAct && window.isOpen() && statement.isSound() && statement.sums().isPayable();
        }
    }

    @GET
    @Controller
    public Response show(@PathParam("id") String id) {
        return pages.show("admin/window", view(Desk.id(id), Optional.empty()));
    }

    @POST
    @Controller
    @Path("close")
    public Response close(@PathParam("id") String id) {
        return switch (closing.close(Desk.id(id), desk.actor())) {
            case WindowClosing.Outcome.Done done ->
                    pages.to("/admin/payouts/" + done.payout().id());
            case WindowClosing.Outcome.Refused(var why) ->
                    pages.again("admin/window", view(Desk.id(id), Optional.of(pages.said(why))));
        };
    }

    /// The statement's text: its SHA-256 is the statement's hash. No view, but the file itself.
    @GET
    @Path("statement.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response statement(@PathParam("id") String id) {
        var _ = desk.figures();
        var text = settlements.statementText(Desk.id(id)).orElseThrow(WindowPage::noStatement);
        return Response.ok(text)
                .header("Content-Disposition", "attachment; filename=\"statement-" + id + ".json\"")
                .build();
    }

    private static Problem noStatement() {
        return new Problem(ProblemType.NOT_FOUND, "no statement yet");
    }

    private View view(UUID id, Optional<String> refusal) {
        var figures = desk.figures();
        var names = desk.names();
        var window =
                settlements
                        .window(id)
                        .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such window"));
        var statement =
                window.isOpen() ? settlements.dryRun(id) : settlements.statement(id).orElseThrow();
        return new View(
                WindowLine.of(window, names, figures),
                StatementView.of(statement, names, figures),
                settlements.payoutOfWindow(id).map(payout -> PayoutLine.of(payout, names, figures)),
                desk.mayAct(),
                refusal);
    }
}
