package io.intertie.api;

import io.intertie.fx.Quote;
import io.intertie.fx.Quotes;
import io.intertie.identity.Role;
import io.intertie.metering.UsageRecord;
import io.intertie.metering.UsageRecords;
import io.intertie.proof.Explaining;
import io.intertie.proof.Verify;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceVersion;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// Requests with their receipts: of the caller's calls, or of those it served.
@Path("requests")
@Produces(MediaType.APPLICATION_JSON)
public class RequestsResource {
    private static final int NEWEST = 200;

    private final UsageRecords records;
    private final PriceBook prices;
    private final Quotes quotes;
    private final Explaining explaining;
    private final Caller caller;

    @Inject
    RequestsResource(
            UsageRecords records,
            PriceBook prices,
            Quotes quotes,
            Explaining explaining,
            Caller caller) {
        this.records = records;
        this.prices = prices;
        this.quotes = quotes;
        this.explaining = explaining;
        this.caller = caller;
    }

    /// A request and what it cost, exact to the pico; `estimated` where the tokens are not the
    /// provider's count.
    public record Seen(
            UsageRecord usage,
            boolean estimated,
            String cost,
            String providerShare,
            long costPico) {
        static Seen of(UsageRecords.Rated rated) {
            return new Seen(
                    rated.usage(),
                    rated.usage().estimated(),
                    rated.charge().buyerCost().toPlainString(),
                    rated.charge().providerShare().toPlainString(),
                    rated.charge().buyerPico());
        }
    }

    /// A receipt: the request, its prices, and the exchange rate behind them.
    public record Receipt(
            Seen request,
            Optional<Integer> priceVersion,
            List<PriceVersion.Line> prices,
            Optional<Quote> quote) {}

    @GET
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Newest requests: made by a buyer, or served by a provider")
    public Page<Seen> requests(
            @Parameter(description = "only those that this capture charged, for whoever may see it")
                    @QueryParam("capture")
                    @DefaultValue("")
                    String capture) {
        if (!capture.isEmpty()) {
            return new Page<>(together(Fields.id(capture, "capture")));
        }
        var actor = caller.actor();
        var own =
                actor.is(Role.BUYER)
                        ? records.ofBuyer(actor.organisationId(), NEWEST)
                        : records.ofProvider(actor.organisationId(), NEWEST);
        return new Page<>(own.stream().map(Seen::of).toList());
    }

    private List<Seen> together(UUID captureId) {
        return records.capturedBy(captureId).stream()
                .filter(found ->
                        caller.maySee(found.usage().buyerId())
                                || caller.maySee(found.usage().providerId()))
                .map(Seen::of)
                .toList();
    }

    @GET
    @Path("{id}")
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "The receipt of a request")
    public Receipt receipt(@PathParam("id") String id) {
        var rated =
                records.find(Fields.id(id, "id"))
                        .filter(found ->
                                caller.maySee(found.usage().buyerId())
                                        || caller.maySee(found.usage().providerId()))
                        .orElseThrow(() -> Fields.notFound("request"));
        var usage = rated.usage();
        var version = prices.find(usage.priceVersionId());
        return new Receipt(
                Seen.of(rated),
                version.map(PriceVersion::number),
                version.map(PriceVersion::lines).orElse(List.of()).stream()
                        .filter(line -> line.band() == usage.band())
                        .filter(line -> line.buyerCurrency().equals(usage.buyerCurrency()))
                        .toList(),
                usage.quoteId().flatMap(quotes::find));
    }

    /// A figure of a charge, recomputed from what is stored. **Units** prices in micro per 1M
    /// tokens, charges and carries in pico, postings in micro.
    public record Explained(
            String name, String formula, String recomputed, String stored, boolean equal) {
        static Explained of(Verify.Figure figure) {
            return new Explained(
                    figure.name(),
                    figure.formula(),
                    figure.recomputed(),
                    figure.stored(),
                    figure.isEqual());
        }
    }

    /// A charge bit for bit: the caller's side of it.
    public record Explanation(String requestId, boolean equal, List<Explained> figures) {}

    @GET
    @Path("{id}/explain")
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "A request's charge, recomputed from what is stored")
    public Explanation explain(@PathParam("id") String id) {
        // What was answered a moment ago is on the books when its record is.
        var found =
                records.find(Fields.id(id, "id"))
                        .flatMap(
                                one -> explaining.explain(one.usage().requestId(), caller.viewer()))
                        .orElseThrow(() -> Fields.notFound("request"));
        return new Explanation(
                found.requestId().toString(),
                found.isEqual(),
                found.figures().stream().map(Explained::of).toList());
    }
}
