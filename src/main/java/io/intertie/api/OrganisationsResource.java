package io.intertie.api;

import io.intertie.audit.Trail;
import io.intertie.identity.Organisation;
import io.intertie.identity.Organisations;
import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Who is on the market, and which Keycloak clients act for them.
@Path("organisations")
@Produces(MediaType.APPLICATION_JSON)
public class OrganisationsResource {
    private static final int LONGEST_CLIENT_ID = 255;

    private final Organisations organisations;
    private final Trail trail;
    private final Database database;
    private final Caller caller;

    @Inject
    OrganisationsResource(
            Organisations organisations, Trail trail, Database database, Caller caller) {
        this.organisations = organisations;
        this.trail = trail;
        this.database = database;
        this.caller = caller;
    }

    /// A Keycloak client with a service account.
    public record NewServiceAccount(@Nullable String clientId) {}

    @GET
    @Needs({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "All organisations")
    public Page<Organisation> all() {
        return new Page<>(organisations.all());
    }

    @POST
    @Path("{id}/service-accounts")
    @Needs(Role.ADMIN)
    @Operation(summary = "Let a Keycloak client act for an organisation")
    public Organisation grant(@PathParam("id") String id, NewServiceAccount added) {
        var organisation =
                organisations
                        .find(Fields.id(id, "id"))
                        .orElseThrow(() -> Fields.notFound("organisation"));
        var client = Fields.text(added.clientId(), "client_id");
        if (client.length() > LONGEST_CLIENT_ID) {
            throw Problem.field("client_id", Wording.of("field.long", "This is too long."));
        }
        database.transaction(() -> {
            organisations.grantServiceAccount(client, organisation.id());
            trail.record(
                    caller.actor(),
                    "service-account.granted",
                    organisation.id().toString(),
                    Map.of("client", client));
        });
        return organisation;
    }
}
