package io.intertie.api;

import io.intertie.access.PriceLock;
import io.intertie.access.PriceLocks;
import io.intertie.identity.Role;
import io.intertie.metering.UsageRecords;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceVersion;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The organisation's locks of prices: what each keeps, and how much of its volume is used.
@Path("price-locks")
@Produces(MediaType.APPLICATION_JSON)
public class LocksResource {
    private final PriceLocks locks;
    private final PriceBook book;
    private final UsageRecords usage;
    private final Caller caller;
    private final Clock clock;

    @Inject
    LocksResource(
            PriceLocks locks, PriceBook book, UsageRecords usage, Caller caller, Clock clock) {
        this.locks = locks;
        this.book = book;
        this.usage = usage;
        this.caller = caller;
        this.clock = clock;
    }

    /// A lock with its prices, the newest first, and the tokens of this calendar month (UTC); a
    /// shortfall is shown and not billed.
    public record Locked(
            PriceLock lock,
            List<PriceVersion> prices,
            long tokensThisMonth,
            Optional<Long> shortfallThisMonth) {}

    @GET
    @Needs(Role.BUYER)
    @Operation(summary = "The organisation's price locks, with prices and committed volume")
    public Page<Locked> locks() {
        return new Page<>(locks.of(caller.organisation()).stream().map(this::locked).toList());
    }

    Locked locked(PriceLock lock) {
        var month =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                        .withDayOfMonth(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
        var used = usage.tokens(lock.organisationId(), lock.listingId(), month);
        return new Locked(
                lock,
                book.of(lock.id()),
                used,
                lock.committedTokens().map(tokens -> Math.max(0, tokens - used)));
    }
}
