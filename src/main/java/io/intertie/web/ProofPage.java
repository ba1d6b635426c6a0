package io.intertie.web;

import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.proof.Proofs;
import io.intertie.proof.Viewer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/// `/proofs/{id}.json`: the proof of a request or of a journal entry, for whom it concerns.
///
/// No controller: its answer is the file itself, not a view.
@Path("/proofs/{id}.json")
@RequestScoped
public class ProofPage {
    private final Proofs proofs;
    private final Visit visit;

    @Inject
    ProofPage(Proofs proofs, Visit visit) {
        this.proofs = proofs;
        this.visit = visit;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response download(@PathParam("id") String text) {
        var member = visit.signedIn();
        var viewer =
                new Viewer(
                        member.organisationId(), member.is(Role.ADMIN) || member.is(Role.AUDITOR));
        var id = id(text);
        return switch (proofs.of(id, viewer)) {
            case Proofs.Outcome.Proven(var bundle) ->
                    Response.ok(bundle)
                            .header(
                                    "Content-Disposition",
                                    "attachment; filename=\"proof-" + id + ".json\"")
                            .build();
            case Proofs.Outcome.NotSealed() ->
                    throw new Problem(ProblemType.UNAVAILABLE, "It is not sealed yet.");
            case Proofs.Outcome.Absent() ->
                    throw new Problem(ProblemType.NOT_FOUND, "no such record");
        };
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw new Problem(ProblemType.NOT_FOUND, "no such id");
        }
    }
}
