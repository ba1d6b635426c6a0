package io.intertie.api;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.identity.Role;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Keys of the caller's organisation.
@Path("keys")
@Produces(MediaType.APPLICATION_JSON)
public class KeysResource {
    private final ApiKeys keys;
    private final Caller caller;

    @Inject
    KeysResource(ApiKeys keys, Caller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    /// A key to make: `gateway` or `management`.
    public record NewKey(
            @Nullable String name, @Nullable String purpose, @Nullable String expiresAt) {}

    /// A new key with its secret, which is shown this one time.
    public record Created(ApiKey key, String secret) {}

    @GET
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "The organisation's keys, without their secrets")
    public Page<ApiKey> keys() {
        return new Page<>(keys.of(caller.organisation()));
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
                                Fields.instant(added.expiresAt(), "expires_at")),
                        caller.actor());
        // The one place where management reveals a secret: to whoever has just made it.
        return new Created(created.key(), created.secret().reveal());
    }

    @DELETE
    @Path("{id}")
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Revoke a key at once")
    public ApiKey revoke(@PathParam("id") String id) {
        return keys.revoke(Fields.id(id, "id"), caller.organisation(), caller.actor());
    }
}
