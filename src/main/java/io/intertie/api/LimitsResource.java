package io.intertie.api;

import io.intertie.access.OrganisationLimits;
import io.intertie.identity.Role;
import io.intertie.metering.Spending;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// What the caller's organisation may spend in all, one limit for each currency, and how often it
/// may call.
@Path("limits")
@Produces(MediaType.APPLICATION_JSON)
public class LimitsResource {
    private final OrganisationLimits limits;
    private final Spending spending;
    private final Caller caller;

    @Inject
    LimitsResource(OrganisationLimits limits, Spending spending, Caller caller) {
        this.limits = limits;
        this.spending = spending;
        this.caller = caller;
    }

    /// The limit to set in a currency.
    public record NewLimit(@Nullable String amount, @Nullable String reset) {}

    @GET
    @Needs(Role.BUYER)
    @Operation(summary = "The organisation's spend limits, with what is spent of them")
    public Page<Limits.Seen> limits() {
        var spent = spending.ofOrganisation(caller.organisation());
        return new Page<>(spent.stream().map(Limits.Seen::of).toList());
    }

    /// What holds for all keys together, for each that has no rates of its own, and where data may
    /// go.
    public record NewRules(
            Grants.@Nullable GivenRates together,
            Grants.@Nullable GivenRates eachKey,
            Grants.@Nullable GivenPolicy policy) {}

    @GET
    @Path("calls")
    @Needs(Role.BUYER)
    @Operation(summary = "How often the organisation may call, and where its data may go")
    public OrganisationLimits.Rules rules() {
        return limits.rules(caller.organisation());
    }

    @PUT
    @Path("calls")
    @Needs(Role.BUYER)
    @Operation(summary = "Set how often the organisation may call, and where its data may go")
    public OrganisationLimits.Rules rule(@Nullable NewRules sent) {
        var given = Fields.present(sent, "together");
        var rules =
                new OrganisationLimits.Rules(
                        Grants.rates(given.together()),
                        Grants.rates(given.eachKey()),
                        Grants.policy(given.policy()));
        limits.rule(caller.organisation(), rules, caller.actor());
        return rules;
    }

    @PUT
    @Path("{currency}")
    @Needs(Role.BUYER)
    @Operation(summary = "Limit what the organisation spends in a currency")
    public Page<Limits.Seen> set(@PathParam("currency") String code, NewLimit given) {
        var currency = Fields.currency(code);
        var limit = Limits.limit(new Limits.Given(given.amount(), null, given.reset()), currency);
        limits.set(caller.organisation(), limit, caller.actor());
        return limits();
    }

    @DELETE
    @Path("{currency}")
    @Needs(Role.BUYER)
    @Operation(summary = "Take the organisation's limit in a currency away")
    public Page<Limits.Seen> lift(@PathParam("currency") String code) {
        limits.lift(caller.organisation(), Fields.currency(code), caller.actor());
        return limits();
    }
}
