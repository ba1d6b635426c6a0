package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.identity.Role;
import io.intertie.tariff.Repricing;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The prices of a listing that wait, or have waited, for its provider's word.
@Path("listings/{id}/price-proposals")
@Produces(MediaType.APPLICATION_JSON)
public class WaitingPricesResource {
    private final Catalog catalog;
    private final Repricing repricing;
    private final Caller caller;

    @Inject
    WaitingPricesResource(Catalog catalog, Repricing repricing, Caller caller) {
        this.catalog = catalog;
        this.repricing = repricing;
        this.caller = caller;
    }

    @GET
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Prices that a changed tariff asks for beyond the collar")
    public Page<Repricing.Waiting> proposals(@PathParam("id") String id) {
        return new Page<>(repricing.waiting(own(id)));
    }

    private UUID own(String id) {
        return catalog.listing(Fields.id(id, "id"))
                .filter(found -> caller.maySee(found.providerId()))
                .orElseThrow(() -> Fields.notFound("listing"))
                .id();
    }
}
