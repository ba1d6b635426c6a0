package io.intertie.web.admin;

import io.intertie.billing.BankFiles;
import io.intertie.billing.CardEvents;
import io.intertie.billing.Receipts;
import io.intertie.billing.Refunds;
import io.intertie.platform.http.Problem;
import io.intertie.settlement.BankHalf;
import io.intertie.settlement.PayoutBreak;
import io.intertie.web.Figures;
import io.intertie.web.Pages;
import io.intertie.web.files.TakesFiles;
import io.intertie.web.files.TypedFile;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `/admin/reconcile`: what the bank says, and what of it waits for a hand.
@Controller
@Path("/admin/reconcile")
@RequestScoped
public class ReconcilePage {
    private final ReconcileViews views;
    private final BankHalf bankHalf;
    private final Receipts receipts;
    private final Refunds refunds;
    private final Desk desk;
    private final Pages pages;

    @Inject
    ReconcilePage(
            ReconcileViews views,
            BankHalf bankHalf,
            Receipts receipts,
            Refunds refunds,
            Desk desk,
            Pages pages) {
        this.views = views;
        this.bankHalf = bankHalf;
        this.receipts = receipts;
        this.refunds = refunds;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows; `refusal` says why something was not done just now.
    public record View(
            List<Line> unmatched,
            List<Break> breaks,
            List<Refund> refunds,
            List<Refund> cameBack,
            List<Gap> gaps,
            List<CardEvents.Refusals> refusals,
            List<Line> latest,
            boolean mayAct,
            Optional<BankFiles.Report> report,
            Optional<String> refusal) {}

    /// A line of the bank, written out.
    public record Line(
            String id,
            String bookedOn,
            String amount,
            String payer,
            String remittance,
            String bankRef,
            String state,
            Optional<String> doubt) {
        static Line of(BankFiles.Received line, Figures figures) {
            return new Line(
                    line.id().toString(),
                    line.bookedOn().toString(),
                    figures.iso(line.amount()),
                    line.payer(),
                    line.remittance(),
                    line.bankRef(),
                    line.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    line.doubt());
        }
    }

    /// What the bank says of a payout and the books do not.
    public record Break(
            String id,
            String kind,
            String endToEndId,
            Optional<String> payoutId,
            Optional<String> reference,
            String source,
            Optional<String> amount) {
        static Break of(PayoutBreak found, Figures figures) {
            return new Break(
                    found.id().toString(),
                    found.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    found.endToEndId(),
                    found.payoutId().map(Object::toString),
                    found.reference(),
                    found.source(),
                    found.amount().map(figures::iso));
        }
    }

    /// A refund that waits for a second admin, or that did not reach its card.
    public record Refund(String id, String amount, String reason, String preparedBy) {}

    /// A statement that does not follow on the one before.
    public record Gap(String statement, String closesOn, String closed, String opens) {}

    @GET
    public Response show() {
        return pages.show("admin/reconcile", view(Optional.empty(), Optional.empty()));
    }

    @POST
    @TakesFiles
    public Response receive(@BeanParam TypedFile file) {
        try {
            var report = bankHalf.receive(file.bytes(), desk.actor());
            return pages.show("admin/reconcile", view(Optional.of(report), Optional.empty()));
        } catch (Problem problem) {
            return again(problem);
        }
    }

    @POST
    @Path("{id}/match")
    public Response match(
            @PathParam("id") String id,
            @FormParam("reference") @DefaultValue("") String reference) {
        return done(() -> receipts.match(Desk.id(id), reference, desk.actor()));
    }

    @POST
    @Path("{id}/return")
    public Response giveBack(
            @PathParam("id") String id, @FormParam("reason") @DefaultValue("") String reason) {
        return done(() -> receipts.giveBack(Desk.id(id), reason, desk.actor()));
    }

    @POST
    @Path("{id}/payout")
    public Response isPayout(@PathParam("id") String id) {
        return done(() -> receipts.isPayout(Desk.id(id), desk.actor()));
    }

    @POST
    @Path("{id}/approve")
    public Response approve(@PathParam("id") String id) {
        return done(() -> refunds.approve(Desk.id(id), desk.actor()));
    }

    @POST
    @Path("breaks/{id}/clear")
    public Response clear(
            @PathParam("id") String id, @FormParam("note") @DefaultValue("") String note) {
        return done(() -> bankHalf.clear(Desk.id(id), note, desk.actor()));
    }

    private Response done(Runnable act) {
        try {
            act.run();
            return pages.to("/admin/reconcile");
        } catch (Problem problem) {
            return again(problem);
        }
    }

    private Response again(Problem problem) {
        return pages.again(
                "admin/reconcile",
                view(Optional.empty(), Optional.of(pages.told(problem).detail())));
    }

    private View view(Optional<BankFiles.Report> report, Optional<String> refusal) {
        return views.view(report, refusal);
    }
}
