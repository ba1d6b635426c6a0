package io.intertie.api;

import io.intertie.identity.Role;
import io.intertie.settlement.Payout;
import io.intertie.settlement.Settlements;
import io.intertie.settlement.WindowClosing;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Payouts: list, approve, hold, bank file; and where a provider is paid to.
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class PayoutsResource {
    private final Settlements settlements;
    private final WindowClosing closing;
    private final Caller caller;

    @Inject
    PayoutsResource(Settlements settlements, WindowClosing closing, Caller caller) {
        this.settlements = settlements;
        this.closing = closing;
        this.caller = caller;
    }

    /// Why a payout is held back; its provider reads it.
    public record Hold(@Nullable String reason) {}

    /// Where a provider is paid to.
    public record Account(
            @Nullable String holder,
            @Nullable String number,
            @Nullable String bic,
            @Nullable String country) {}

    @GET
    @Path("payouts")
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Payouts")
    public Page<Payout> payouts() {
        return new Page<>(
                caller.runsTheMarket()
                        ? settlements.payouts()
                        : settlements.payoutsOf(caller.organisation()));
    }

    @GET
    @Path("payouts/{id}")
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "A payout")
    public Payout payout(@PathParam("id") String id) {
        return visible(id);
    }

    @POST
    @Path("payouts/{id}/approve")
    @Needs(Role.ADMIN)
    @Operation(summary = "Approve a payout; never by its preparer")
    public WindowsResource.Closed approve(@PathParam("id") String id) {
        return WindowsResource.closed(closing.approve(visible(id).id(), caller.actor()));
    }

    @POST
    @Path("payouts/{id}/hold")
    @Needs(Role.ADMIN)
    @Operation(summary = "Hold a payout back with a reason")
    public WindowsResource.Closed hold(@PathParam("id") String id, Hold hold) {
        var reason = Fields.text(hold.reason(), "reason");
        return WindowsResource.closed(closing.hold(visible(id).id(), reason, caller.actor()));
    }

    @GET
    @Path("payouts/{id}/payment-file")
    @Produces(MediaType.APPLICATION_XML)
    @Needs({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "The pain.001 file of an approved payout")
    public String paymentFile(@PathParam("id") String id) {
        return settlements
                .paymentFile(visible(id).id())
                .orElseThrow(() -> Fields.notFound("payment file"));
    }

    @PUT
    @Path("bank-account")
    @Needs(Role.PROVIDER)
    @Operation(summary = "Say where the provider is paid to")
    public Settlements.BankAccount bankAccount(Account account) {
        var read =
                new Settlements.BankAccount(
                        Fields.text(account.holder(), "holder"),
                        Fields.text(account.number(), "number"),
                        Fields.text(account.bic(), "bic"),
                        Fields.country(account.country()));
        settlements.bankAccount(caller.organisation(), read, caller.actor());
        return read;
    }

    private Payout visible(String id) {
        return settlements
                .payout(Fields.id(id, "id"))
                .filter(found -> caller.maySee(found.providerId()))
                .orElseThrow(() -> Fields.notFound("payout"));
    }
}
