package io.intertie.api;

import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.Repricing;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The provider's word on a price that waits for it.
@Path("price-proposals/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class ProposalsResource {
    private final Repricing repricing;
    private final Caller caller;

    @Inject
    ProposalsResource(Repricing repricing, Caller caller) {
        this.repricing = repricing;
        this.caller = caller;
    }

    @POST
    @Path("confirm")
    @Needs(Role.PROVIDER)
    @Operation(summary = "Publish what waits, under the rules of notice")
    public PriceVersion confirm(@PathParam("id") String id) {
        return switch (repricing.confirm(Fields.id(id, "id"), caller.actor())) {
            case Repricing.Outcome.Published published -> published.version();
            case Repricing.Outcome.Unconfirmed far ->
                    throw new Problem(ProblemType.CONFLICT, far.why());
            case Repricing.Outcome.Rejected rejected ->
                    throw new Problem(
                            ProblemType.UNPROCESSABLE,
                            Wording.of("price.none", "No price was published."),
                            rejected.faults());
        };
    }

    @POST
    @Path("dismiss")
    @Needs(Role.PROVIDER)
    @Operation(summary = "Leave the price as it is")
    public void dismiss(@PathParam("id") String id) {
        repricing.dismiss(Fields.id(id, "id"), caller.actor());
    }
}
