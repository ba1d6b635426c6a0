package io.intertie.api;

import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.proof.Proofs;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Proofs that anybody can verify offline: of a request, or of a journal entry.
@Path("proofs")
@Produces(MediaType.APPLICATION_JSON)
public class ProofsResource {
    private final Proofs proofs;
    private final Caller caller;

    @Inject
    ProofsResource(Proofs proofs, Caller caller) {
        this.proofs = proofs;
        this.caller = caller;
    }

    @GET
    @Path("{id}")
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "The proof of a request or of a journal entry, verified offline")
    public Response proof(@PathParam("id") String text) {
        var id = Fields.id(text, "id");
        return switch (proofs.of(id, caller.viewer())) {
            case Proofs.Outcome.Proven(var bundle) ->
                    Response.ok(bundle)
                            .header(
                                    HttpHeaders.CONTENT_DISPOSITION,
                                    "attachment; filename=\"proof-" + id + ".json\"")
                            .build();
            case Proofs.Outcome.NotSealed() ->
                    throw new Problem(
                            ProblemType.UNAVAILABLE,
                            "It is not sealed yet; ask again in a second.");
            case Proofs.Outcome.Absent() -> throw Fields.notFound("request or journal entry");
        };
    }
}
