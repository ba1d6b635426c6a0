package io.intertie.api;

import io.intertie.identity.Organisation;
import io.intertie.identity.Organisations;
import io.intertie.identity.Role;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Who the caller is.
@Path("self")
@Produces(MediaType.APPLICATION_JSON)
public class SelfResource {
    private final Caller caller;
    private final Organisations organisations;

    @Inject
    SelfResource(Caller caller, Organisations organisations) {
        this.caller = caller;
        this.organisations = organisations;
    }

    /// The caller's name, roles and organisation.
    public record Self(String name, List<Role> roles, Organisation organisation) {}

    @GET
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Who the caller is")
    public Self self() {
        var actor = caller.actor();
        var organisation =
                organisations
                        .find(actor.organisationId())
                        .orElseThrow(() -> Fields.notFound("organisation"));
        return new Self(actor.name(), sorted(actor.roles()), organisation);
    }

    private static List<Role> sorted(Set<Role> roles) {
        return roles.stream().sorted().toList();
    }
}
