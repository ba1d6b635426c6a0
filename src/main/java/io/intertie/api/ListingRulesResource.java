package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.tariff.ListingRules;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.Repricing;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// What a provider sets for a listing beside its terms, and the prices that wait for its word.
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class ListingRulesResource {
    private final Catalog catalog;
    private final ListingRules rules;
    private final Repricing repricing;
    private final Caller caller;

    @Inject
    ListingRulesResource(Catalog catalog, ListingRules rules, Repricing repricing, Caller caller) {
        this.catalog = catalog;
        this.rules = rules;
        this.repricing = repricing;
        this.caller = caller;
    }

    /// How far prices may move in a month by themselves, and for how long buyers may lock them, in
    /// 1/10,000 and days; what is left out stays as it is.
    public record NewRules(
            @Nullable Integer riseBps,
            @Nullable Integer fallBps,
            @Nullable Integer lockDays,
            @Nullable String lockForm,
            @Nullable Integer indexRiseBps,
            @Nullable Integer indexFallBps) {
        ListingRules.Rules over(ListingRules.Rules now) {
            return new ListingRules.Rules(
                    or(riseBps, now.riseBps()),
                    or(fallBps, now.fallBps()),
                    or(lockDays, now.lockDays()),
                    lockForm == null
                            ? now.lockForm()
                            : Fields.constant(ListingRules.LockForm.class, lockForm, "lock_form"),
                    or(indexRiseBps, now.indexRiseBps()),
                    or(indexFallBps, now.indexFallBps()));
        }

        private static int or(@Nullable Integer typed, int now) {
            return typed == null ? now : typed;
        }
    }

    /// Why a listing is stopped.
    public record Stop(@Nullable String reason) {}

    /// Whether a listing is stopped, and why.
    public record Stopped(boolean suspended, Optional<ListingRules.Suspension> suspension) {}

    @GET
    @Path("listings/{id}/rules")
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "A listing's collar and what locks it grants")
    public ListingRules.Rules rules(@PathParam("id") String id) {
        return rules.of(own(id));
    }

    @PUT
    @Path("listings/{id}/rules")
    @Needs(Role.PROVIDER)
    @Operation(summary = "Set a listing's collar and what locks it grants")
    public ListingRules.Rules set(@PathParam("id") String id, NewRules typed) {
        var listing = own(id);
        return rules.set(listing, typed.over(rules.of(listing)), caller.actor());
    }

    @GET
    @Path("listings/{id}/suspension")
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Whether a listing is stopped, and why")
    public Stopped suspension(@PathParam("id") String id) {
        var lasting = rules.suspension(own(id));
        return new Stopped(lasting.isPresent(), lasting);
    }

    @PUT
    @Path("listings/{id}/suspension")
    @Needs({Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Stop a listing at once, in an emergency")
    public Stopped suspend(@PathParam("id") String id, Stop stop) {
        var reason = Fields.present(stop.reason(), "reason");
        return new Stopped(true, Optional.of(rules.suspend(own(id), reason, caller.actor())));
    }

    @DELETE
    @Path("listings/{id}/suspension")
    @Needs({Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Let a stopped listing go on")
    public Stopped resume(@PathParam("id") String id) {
        rules.resume(own(id), caller.actor());
        return new Stopped(false, Optional.empty());
    }

    @GET
    @Path("listings/{id}/price-proposals")
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Prices that a changed tariff asks for beyond the collar")
    public Page<Repricing.Waiting> proposals(@PathParam("id") String id) {
        return new Page<>(repricing.waiting(own(id)));
    }

    @POST
    @Path("price-proposals/{id}/confirm")
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
                            "No price was published.",
                            rejected.faults());
        };
    }

    @POST
    @Path("price-proposals/{id}/dismiss")
    @Needs(Role.PROVIDER)
    @Operation(summary = "Leave the price as it is")
    public void dismiss(@PathParam("id") String id) {
        repricing.dismiss(Fields.id(id, "id"), caller.actor());
    }

    private UUID own(String id) {
        return catalog.listing(Fields.id(id, "id"))
                .filter(found -> caller.maySee(found.providerId()))
                .orElseThrow(() -> Fields.notFound("listing"))
                .id();
    }
}
