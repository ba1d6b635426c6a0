package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.identity.Role;
import io.intertie.tariff.ListingRules;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// An emergency stop of a listing, and its end.
@Path("listings/{id}/suspension")
@Produces(MediaType.APPLICATION_JSON)
public class StopsResource {
    private final Catalog catalog;
    private final ListingRules rules;
    private final Caller caller;

    @Inject
    StopsResource(Catalog catalog, ListingRules rules, Caller caller) {
        this.catalog = catalog;
        this.rules = rules;
        this.caller = caller;
    }

    /// Why a listing is stopped.
    public record Stop(@Nullable String reason) {}

    /// Whether a listing is stopped, and why.
    public record Stopped(boolean suspended, Optional<ListingRules.Suspension> suspension) {}

    @GET
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Whether a listing is stopped, and why")
    public Stopped suspension(@PathParam("id") String id) {
        var lasting = rules.suspension(own(id));
        return new Stopped(lasting.isPresent(), lasting);
    }

    @PUT
    @Needs({Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Stop a listing at once, in an emergency")
    public Stopped suspend(@PathParam("id") String id, Stop stop) {
        var reason = Fields.present(stop.reason(), "reason");
        return new Stopped(true, Optional.of(rules.suspend(own(id), reason, caller.actor())));
    }

    @DELETE
    @Needs({Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Let a stopped listing go on")
    public Stopped resume(@PathParam("id") String id) {
        rules.resume(own(id), caller.actor());
        return new Stopped(false, Optional.empty());
    }

    private UUID own(String id) {
        return catalog.listing(Fields.id(id, "id"))
                .filter(found -> caller.maySee(found.providerId()))
                .orElseThrow(() -> Fields.notFound("listing"))
                .id();
    }
}
