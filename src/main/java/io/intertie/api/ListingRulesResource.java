package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.identity.Role;
import io.intertie.tariff.ListingRules;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// What a provider sets for a listing beside its terms.
@Path("listings/{id}/rules")
@Produces(MediaType.APPLICATION_JSON)
public class ListingRulesResource {
    private final Catalog catalog;
    private final ListingRules rules;
    private final Caller caller;

    @Inject
    ListingRulesResource(Catalog catalog, ListingRules rules, Caller caller) {
        this.catalog = catalog;
        this.rules = rules;
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

    @GET
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "A listing's collar and what locks it grants")
    public ListingRules.Rules rules(@PathParam("id") String id) {
        return rules.of(own(id));
    }

    @PUT
    @Needs(Role.PROVIDER)
    @Operation(summary = "Set a listing's collar and what locks it grants")
    public ListingRules.Rules set(@PathParam("id") String id, NewRules typed) {
        var listing = own(id);
        return rules.set(listing, typed.over(rules.of(listing)), caller.actor());
    }

    private UUID own(String id) {
        return catalog.listing(Fields.id(id, "id"))
                .filter(found -> caller.maySee(found.providerId()))
                .orElseThrow(() -> Fields.notFound("listing"))
                .id();
    }
}
