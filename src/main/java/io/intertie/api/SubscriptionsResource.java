package io.intertie.api;

import io.intertie.access.Subscription;
import io.intertie.access.Subscriptions;
import io.intertie.catalog.Catalog;
import io.intertie.identity.Role;
import io.intertie.ledger.Wallets;
import io.intertie.platform.persistence.UuidV7;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// What the caller's organisation may call.
@Path("subscriptions")
@Produces(MediaType.APPLICATION_JSON)
public class SubscriptionsResource {
    private final Subscriptions subscriptions;
    private final Catalog catalog;
    private final Wallets wallets;
    private final Caller caller;
    private final Clock clock;

    @Inject
    SubscriptionsResource(
            Subscriptions subscriptions,
            Catalog catalog,
            Wallets wallets,
            Caller caller,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.catalog = catalog;
        this.wallets = wallets;
        this.caller = caller;
        this.clock = clock;
    }

    /// A subscription to start: `model` as `author/slug`.
    public record NewSubscription(
            @Nullable String model,
            @Nullable String currency,
            @Nullable String listingId,
            @Nullable Long maxOutputMicroPerMillion,
            Grants.@Nullable GivenPolicy policy) {}

    @GET
    @Needs(Role.BUYER)
    @Operation(summary = "The organisation's subscriptions")
    public Page<Subscription> subscriptions() {
        return new Page<>(subscriptions.of(caller.organisation()));
    }

    @POST
    @Needs(Role.BUYER)
    @Operation(summary = "Subscribe to a model")
    public Subscription start(NewSubscription added) {
        var name = Fields.text(added.model(), "model").split("/", 2);
        var model =
                (name.length == 2
                                ? catalog.model(name[0], name[1])
                                : Optional.<io.intertie.catalog.Model>empty())
                        .orElseThrow(() -> Fields.notFound("model"));
        var currency = Fields.currency(added.currency());
        var listing = Optional.ofNullable(added.listingId()).map(id -> Fields.id(id, "listing_id"));
        var _ = wallets.open(caller.organisation(), currency);
        return subscriptions.start(
                new Subscription(
                        UuidV7.at(clock.instant()),
                        caller.organisation(),
                        model.id(),
                        listing,
                        currency,
                        Optional.ofNullable(added.maxOutputMicroPerMillion()),
                        clock.instant(),
                        Optional.empty(),
                        Grants.policy(added.policy())),
                caller.actor());
    }

    @PUT
    @Path("{id}/policy")
    @Needs(Role.BUYER)
    @Operation(summary = "Set where a subscription's calls may go")
    public Subscription keep(@PathParam("id") String id, Grants.@Nullable GivenPolicy given) {
        var policy = Grants.policy(Fields.present(given, "policy"));
        return subscriptions.keep(
                Fields.id(id, "id"), caller.organisation(), policy, caller.actor());
    }

    @DELETE
    @Path("{id}")
    @Needs(Role.BUYER)
    @Operation(summary = "End a subscription")
    public Subscription end(@PathParam("id") String id) {
        return subscriptions.end(Fields.id(id, "id"), caller.organisation(), caller.actor());
    }
}
