package io.intertie.api;

import io.intertie.identity.Role;
import io.intertie.ledger.Wallet;
import io.intertie.metering.Nodes;
import jakarta.inject.Inject;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// How a wallet is spent.
@Path("wallets/{organisation}/{currency}/spending")
@Produces(MediaType.APPLICATION_JSON)
public class SpendingResource {
    private final Nodes nodes;
    private final Caller caller;

    @Inject
    SpendingResource(Nodes nodes, Caller caller) {
        this.nodes = nodes;
        this.caller = caller;
    }

    /// How a wallet is spent: `STRICT`, `LEASE`, or empty for the market's setting.
    public record SpendingChosen(@Nullable String spending) {}

    @PUT
    @Needs(Role.ADMIN)
    @Operation(summary = "Hold each request of a wallet by itself, or spend it out of leases")
    public SpendingChosen spend(
            @PathParam("organisation") String organisation,
            @PathParam("currency") String currency,
            SpendingChosen chosen) {
        var spending =
                Optional.ofNullable(chosen.spending())
                        .filter(text -> !text.isBlank())
                        .map(text -> Fields.constant(Wallet.Spending.class, text, "spending"));
        nodes.spend(
                Fields.id(organisation, "organisation"),
                Fields.currency(currency),
                spending,
                caller.actor());
        return chosen;
    }
}
