package io.intertie.api;

import io.intertie.fx.Quote;
import io.intertie.fx.Quotes;
import io.intertie.fx.RateBook;
import io.intertie.fx.RateEntries;
import io.intertie.fx.RateEntry;
import io.intertie.fx.RateFeed;
import io.intertie.fx.ReferenceRate;
import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import io.intertie.platform.jobs.Breaker;
import io.intertie.settlement.Positions;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Exchange rates: quotes, reference rates and how they come in, and the market's position.
@Path("fx")
@Produces(MediaType.APPLICATION_JSON)
public class FxResource {
    private static final int NEWEST = 200;

    /// One byte above what a file may have: enough to see that it is too large.
    private static final int MOST_BYTES = 16 * 1024 * 1024 + 1;

    private final Quotes quotes;
    private final RateBook book;
    private final RateEntries entries;
    private final RateFeed feed;
    private final Positions positions;
    private final Caller caller;

    @Inject
    FxResource(
            Quotes quotes,
            RateBook book,
            RateEntries entries,
            RateFeed feed,
            Positions positions,
            Caller caller) {
        this.quotes = quotes;
        this.book = book;
        this.entries = entries;
        this.feed = feed;
        this.positions = positions;
        this.caller = caller;
    }

    /// A rate that somebody read: one euro in a currency (CNH for the yuan offshore), on a day.
    public record NewEntry(
            @Nullable String currency,
            @Nullable String rate,
            @Nullable String asOf,
            @Nullable String evidence) {}

    @GET
    @Path("quotes")
    @Operation(summary = "Exchange rates with their provenance")
    public Page<Quote> quotes() {
        return new Page<>(quotes.latest(NEWEST));
    }

    @GET
    @Path("rates")
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "The newest reference rate of each source and currency")
    public Page<ReferenceRate> rates() {
        return new Page<>(book.newest());
    }

    @GET
    @Path("rates/{currency}")
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "A currency's reference rates of the last days, source by source")
    public Page<ReferenceRate> series(@PathParam("currency") String code) {
        var currency = Fields.currency(code);
        return new Page<>(
                book.newest().stream()
                        .filter(newest -> newest.quote().equals(currency))
                        .flatMap(newest -> book.series(newest, NEWEST).stream())
                        .toList());
    }

    @POST
    @Path("files/ecb")
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    @Needs(Role.ADMIN)
    @Operation(summary = "Take in a reference file of the ECB, daily or history")
    public RateBook.Taken upload(InputStream file) {
        try {
            return book.upload(file.readNBytes(MOST_BYTES), caller.actor());
        } catch (IOException broken) {
            throw Problem.field(
                    "file",
                    Wording.of(
                            "field.whole", "The file did not arrive whole. Nothing was stored."));
        }
    }

    @GET
    @Path("entries")
    @Needs({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Rates that the operator's people entered, the newest first")
    public Page<RateEntry> entries() {
        return new Page<>(entries.latest());
    }

    @POST
    @Path("entries")
    @Needs(Role.ADMIN)
    @Operation(summary = "Enter a rate; it counts once a second admin confirms it")
    public RateEntry enter(NewEntry entry) {
        return entries.enter(
                new RateEntries.Draft(
                        Fields.text(entry.currency(), "currency"),
                        Fields.decimal(entry.rate(), "rate"),
                        day(entry.asOf()),
                        Fields.text(entry.evidence(), "evidence")),
                caller.actor());
    }

    private static LocalDate day(@Nullable String text) {
        try {
            return LocalDate.parse(Fields.text(text, "as_of"));
        } catch (DateTimeException malformed) {
            throw Problem.field(
                    "as_of", Wording.of("field.day", "%s must be a day like 2026-11-26", "as_of"));
        }
    }

    @POST
    @Path("entries/{id}/confirm")
    @Needs(Role.ADMIN)
    @Operation(summary = "Confirm a rate that another admin entered")
    public RateBook.Taken confirm(@PathParam("id") String id) {
        return entries.confirm(Fields.id(id, "id"), caller.actor());
    }

    @POST
    @Path("entries/{id}/reject")
    @Needs(Role.ADMIN)
    @Operation(summary = "Reject a rate that another admin entered")
    public void reject(@PathParam("id") String id) {
        entries.reject(Fields.id(id, "id"), caller.actor());
    }

    @GET
    @Path("feed")
    @Needs({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "How the ECB feed does")
    public Breaker.State feed() {
        return feed.state();
    }

    @GET
    @Path("position")
    @Needs({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "What the market is long or short, equal to account 9010, at mid")
    public Positions.Report position() {
        return positions.report();
    }
}
