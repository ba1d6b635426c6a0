package io.intertie.api;

import io.intertie.access.PriceLocks;
import io.intertie.identity.Role;
import io.intertie.metering.UsageRecords;
import io.intertie.tariff.PriceBook;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// A lock to take of a subscription's price.
@Path("subscriptions/{id}/lock")
@Produces(MediaType.APPLICATION_JSON)
public class NewLockResource {
    private final PriceLocks locks;
    private final LocksResource written;
    private final Caller caller;

    @Inject
    NewLockResource(
            PriceLocks locks, PriceBook book, UsageRecords usage, Caller caller, Clock clock) {
        this.locks = locks;
        // A resource is no bean that another could be given.
        this.written = new LocksResource(locks, book, usage, caller, clock);
        this.caller = caller;
    }

    /// A lock to take: for how many days, and how many tokens are meant to be used in a month.
    public record NewLock(
            @Nullable String listingId,
            @Nullable Integer days,
            @Nullable Long committedTokensPerMonth) {}

    @POST
    @Needs(Role.BUYER)
    @Operation(summary = "Lock a subscription's price of today for some days")
    public LocksResource.Locked lock(@PathParam("id") String id, NewLock added) {
        var asked =
                new PriceLocks.Asked(
                        Fields.id(id, "id"),
                        Optional.ofNullable(added.listingId())
                                .map(listing -> Fields.id(listing, "listing_id")),
                        Fields.present(added.days(), "days"),
                        Optional.ofNullable(added.committedTokensPerMonth()));
        return written.locked(locks.lock(asked, caller.organisation(), caller.actor()));
    }
}
