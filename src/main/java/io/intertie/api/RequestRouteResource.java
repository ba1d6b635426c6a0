package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.choice.Choices;
import io.intertie.choice.Verdict;
import io.intertie.identity.Role;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Why a request went where it went: for whoever made it.
@Path("requests/{id}/route")
@Produces(MediaType.APPLICATION_JSON)
public class RequestRouteResource {
    private final Choices choices;
    private final Catalog catalog;
    private final Caller caller;

    @Inject
    RequestRouteResource(Choices choices, Catalog catalog, Caller caller) {
        this.choices = choices;
        this.catalog = catalog;
        this.caller = caller;
    }

    /// An offer that was looked at; docs/gateway.md says what the verdicts mean.
    public record Offer(
            String listingId, String provider, Verdict verdict, long figure, Verdict.Unit unit) {}

    /// The offers of a request's model, those that were planned first and in their order; `further`
    /// are not listed. `by` is what the order went by.
    public record Route(String requestId, String by, List<Offer> offers, int further) {}

    @GET
    @Needs({Role.BUYER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Why a request went where it went; kept 30 days where there was a choice")
    public Route route(@PathParam("id") String id) {
        var choice =
                choices.of(Fields.id(id, "id"))
                        .filter(found -> caller.maySee(found.buyerId()))
                        .orElseThrow(() -> Fields.notFound("route"));
        var slugs = slugs();
        return new Route(
                choice.requestId().toString(),
                choice.by(),
                choice.offers().stream()
                        .map(one ->
                                new Offer(
                                        one.listingId().toString(),
                                        slugs.getOrDefault(one.listingId(), ""),
                                        one.verdict(),
                                        one.figure(),
                                        one.verdict().unit(choice.by())))
                        .toList(),
                choice.further());
    }

    private Map<UUID, String> slugs() {
        var slugs = new HashMap<UUID, String>();
        var byProvider =
                catalog.listings().stream().collect(Collectors.groupingBy(Listing::providerId));
        for (var provider : catalog.providers()) {
            byProvider
                    .getOrDefault(provider.organisationId(), List.of())
                    .forEach(listing -> slugs.put(listing.id(), provider.slug()));
        }
        return slugs;
    }
}
