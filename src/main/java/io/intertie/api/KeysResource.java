package io.intertie.api;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.catalog.Catalog;
import io.intertie.identity.Organisations;
import io.intertie.identity.Role;
import io.intertie.metering.Spending;
import io.intertie.money.Currency;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Keys of the caller's organisation.
@Path("keys")
@Produces(MediaType.APPLICATION_JSON)
public class KeysResource {
    private final ApiKeys keys;
    private final Spending spending;
    private final Organisations organisations;
    private final Catalog catalog;
    private final Caller caller;

    @Inject
    KeysResource(
            ApiKeys keys,
            Spending spending,
            Organisations organisations,
            Catalog catalog,
            Caller caller) {
        this.keys = keys;
        this.spending = spending;
        this.organisations = organisations;
        this.catalog = catalog;
        this.caller = caller;
    }

    /// A key to make: `gateway` or `management`; without limits it spends what the wallet has,
    /// without `access` it opens everything.
    public record NewKey(
            @Nullable String name,
            @Nullable String purpose,
            @Nullable String expiresAt,
            Limits.@Nullable Given limit,
            Limits.@Nullable GivenForTask taskLimit,
            Grants.@Nullable Given access) {}

    /// A key as it is to be from now on; what is absent neither ends nor limits nor narrows it.
    public record Terms(
            @Nullable String name,
            @Nullable String expiresAt,
            Limits.@Nullable Given limit,
            Limits.@Nullable GivenForTask taskLimit,
            Grants.@Nullable Given access) {}

    /// What a key may spend from now on; what is absent does not limit it.
    public record NewLimits(
            Limits.@Nullable Given limit, Limits.@Nullable GivenForTask taskLimit) {}

    /// A key without its secret; `taskLimit` holds for each session id, `oldSecretUntil` is when
    /// the secret before the present one ends.
    public record Seen(
            UUID id,
            UUID organisationId,
            ApiKey.Purpose purpose,
            String name,
            String prefix,
            String lastFour,
            Instant createdAt,
            Optional<Instant> expiresAt,
            Optional<Instant> revokedAt,
            Optional<Instant> lastUsedAt,
            Optional<Instant> oldSecretUntil,
            Optional<Limits.Seen> limit,
            Optional<Amount> taskLimit,
            Grants.Seen access) {
        static Seen of(ApiKey key, Map<UUID, Spending.Spent> spent, Catalog catalog) {
            return new Seen(
                    key.id(),
                    key.organisationId(),
                    key.purpose(),
                    key.name(),
                    key.prefix(),
                    key.lastFour(),
                    key.createdAt(),
                    key.expiresAt(),
                    key.revokedAt(),
                    key.lastUsedAt(),
                    key.replacedUntil(),
                    Optional.ofNullable(spent.get(key.id())).map(Limits.Seen::of),
                    key.limits().perTask().map(Amount::of),
                    Grants.Seen.of(key.grant(), catalog));
        }
    }

    /// A new or rolled key with its secret, which is shown this one time.
    public record Created(Seen key, String secret) {}

    @GET
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "The organisation's keys, without their secrets")
    public Page<Seen> keys() {
        var all = keys.of(caller.organisation());
        var spent = spending.ofKeys(all);
        return new Page<>(all.stream().map(key -> Seen.of(key, spent, catalog)).toList());
    }

    @POST
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Make a key; its secret is shown this once")
    public Created create(NewKey added) {
        var created =
                keys.create(
                        new ApiKeys.Request(
                                caller.organisation(),
                                Fields.constant(ApiKey.Purpose.class, added.purpose(), "purpose"),
                                Fields.text(added.name(), "name"),
                                Fields.instant(added.expiresAt(), "expires_at"),
                                Limits.of(added.limit(), added.taskLimit(), currency()),
                                Grants.grant(added.access(), catalog)),
                        caller.actor());
        // Management reveals a secret to whoever has just made it, here and by rolling.
        return new Created(seen(created.key()), created.secret().reveal());
    }

    @PUT
    @Path("{id}")
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Set all of a key that can be changed; what is absent is lifted")
    public Seen change(@PathParam("id") String id, Terms given) {
        var name = Fields.text(given.name(), "name");
        var expiresAt = Fields.instant(given.expiresAt(), "expires_at");
        var limits = Limits.of(given.limit(), given.taskLimit(), currency());
        var grant = Grants.grant(given.access(), catalog);
        return changed(
                id,
                was ->
                        new ApiKeys.Request(
                                was.organisationId(),
                                was.purpose(),
                                name,
                                expiresAt,
                                limits,
                                grant));
    }

    @PUT
    @Path("{id}/limits")
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Set what a key may spend, in all and for each task")
    public Seen limit(@PathParam("id") String id, NewLimits given) {
        var limits = Limits.of(given.limit(), given.taskLimit(), currency());
        return changed(id, was -> was.with(limits));
    }

    @PUT
    @Path("{id}/access")
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Set what a key opens: scopes, addresses, models, rates, data policy")
    public Seen grant(@PathParam("id") String id, Grants.@Nullable Given given) {
        var grant = Grants.grant(Fields.present(given, "access"), catalog);
        return changed(id, was -> was.with(grant));
    }

    @POST
    @Path("{id}/roll")
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Give a key a new secret, shown this once; the old one stays for a while")
    public Created roll(@PathParam("id") String id, Grants.@Nullable Overlap given) {
        var rolled =
                keys.roll(
                        Fields.id(id, "id"),
                        caller.organisation(),
                        Grants.overlap(given),
                        caller.actor());
        return new Created(seen(rolled.key()), rolled.secret().reveal());
    }

    @DELETE
    @Path("{id}")
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Revoke a key at once")
    public Seen revoke(@PathParam("id") String id) {
        return seen(keys.revoke(Fields.id(id, "id"), caller.organisation(), caller.actor()));
    }

    private Seen changed(String id, UnaryOperator<ApiKeys.Request> change) {
        return seen(
                keys.change(Fields.id(id, "id"), caller.organisation(), change, caller.actor()));
    }

    private Seen seen(ApiKey key) {
        return Seen.of(key, spending.ofKeys(List.of(key)), catalog);
    }

    private Currency currency() {
        return organisations
                .find(caller.organisation())
                .orElseThrow(() -> Fields.notFound("organisation"))
                .currency();
    }
}
