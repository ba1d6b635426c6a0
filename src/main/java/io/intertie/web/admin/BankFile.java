package io.intertie.web.admin;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.settlement.Settlements;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// `/admin/payouts/{id}/pain.001.xml`: the file that goes to the bank.
///
/// No controller: its answer is the file itself, not a view.
@Path("/admin/payouts/{id}/pain.001.xml")
@RequestScoped
public class BankFile {
    private final Settlements settlements;
    private final Desk desk;

    @Inject
    BankFile(Settlements settlements, Desk desk) {
        this.settlements = settlements;
        this.desk = desk;
    }

    @GET
    @Produces(MediaType.APPLICATION_XML)
    public Response download(@PathParam("id") String id) {
        var _ = desk.figures();
        var payoutId = Desk.id(id);
        var file = settlements.paymentFile(payoutId).orElseThrow(BankFile::notFound);
        var name = settlements.payout(payoutId).orElseThrow(BankFile::notFound).reference();
        return Response.ok(file)
                .header("Content-Disposition", "attachment; filename=\"" + name + ".xml\"")
                .build();
    }

    private static Problem notFound() {
        return new Problem(ProblemType.NOT_FOUND, "no such file");
    }
}
