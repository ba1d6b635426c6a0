package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.identity.Role;
import io.intertie.platform.config.Secret;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.UuidV7;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// A provider's listings: add, read, move along their life.
@Path("listings")
@Produces(MediaType.APPLICATION_JSON)
public class ListingsResource {
    private final Catalog catalog;
    private final Caller caller;
    private final Clock clock;

    @Inject
    ListingsResource(Catalog catalog, Caller caller, Clock clock) {
        this.catalog = catalog;
        this.caller = caller;
        this.clock = clock;
    }

    /// A listing to add. `credential` is written, never read back.
    public record NewListing(
            @Nullable String modelId,
            @Nullable String siteId,
            @Nullable String endpoint,
            @Nullable String upstreamModel,
            @Nullable String credential,
            @Nullable Integer maxOutputTokens,
            @Nullable String quantisation,
            @Nullable Integer retentionDays,
            @Nullable Boolean trainsOnPrompts,
            @Nullable List<String> capabilities) {}

    /// For how long an answer is read on whose buyer has left; 0 cancels it.
    public record Drain(@Nullable Integer drainSeconds) {}

    /// Where a listing goes next.
    public record Move(@Nullable String state) {}

    /// A listing as others may see it: where its upstream is, is the provider's alone.
    public record Seen(
            String id,
            String modelId,
            String providerId,
            String siteId,
            Listing.State state,
            int maxOutputTokens,
            String quantisation,
            Listing.DataPolicy dataPolicy,
            Set<Model.Capability> capabilities,
            Optional<Jurisdiction> jurisdiction,
            Optional<String> certificate,
            Optional<String> endpoint,
            Optional<String> upstreamModel,
            Optional<Integer> drainSeconds) {}

    /// Whose law a prompt meets: where it is processed, and where the provider is at home.
    public record Jurisdiction(String site, String provider) {}

    @GET
    @Operation(summary = "Live listings")
    public Page<Seen> live() {
        return new Page<>(
                catalog.listings().stream().filter(Listing::isLive).map(this::publicly).toList());
    }

    @GET
    @Path("own")
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "The caller's listings in every state")
    public Page<Seen> own() {
        var all =
                caller.runsTheMarket()
                        ? catalog.listings()
                        : catalog.listingsOf(caller.organisation());
        return new Page<>(all.stream().map(this::fully).toList());
    }

    @POST
    @Needs(Role.PROVIDER)
    @Operation(summary = "Add a listing as a draft")
    public Seen add(NewListing added) {
        var model =
                catalog.model(Fields.id(added.modelId(), "model_id"))
                        .orElseThrow(() -> Fields.notFound("model"));
        var site =
                catalog.dataCenter(Fields.id(added.siteId(), "site_id"))
                        .filter(found -> found.providerId().equals(caller.organisation()))
                        .orElseThrow(() -> Fields.notFound("site"));
        var listing =
                new Listing(
                                UuidV7.at(clock.instant()),
                                model.id(),
                                caller.organisation(),
                                site.id(),
                                endpoint(added.endpoint()),
                                Fields.text(added.upstreamModel(), "upstream_model"),
                                Listing.State.DRAFT,
                                Fields.present(added.maxOutputTokens(), "max_output_tokens"),
                                Fields.text(added.quantisation(), "quantisation"),
                                new Listing.DataPolicy(
                                        Fields.present(added.retentionDays(), "retention_days"),
                                        Fields.present(
                                                added.trainsOnPrompts(), "trains_on_prompts")))
                        .declaring(CatalogResource.capabilities(added.capabilities()));
        var credential = Optional.ofNullable(added.credential()).map(Secret::new);
        return fully(catalog.addListing(listing, credential, caller.actor()));
    }

    @POST
    @Path("{id}/state")
    @Needs({Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Move a listing along its life")
    public Seen move(@PathParam("id") String id, Move move) {
        var state = Fields.constant(Listing.State.class, move.state(), "state");
        return fully(catalog.move(Fields.id(id, "id"), state, caller.actor()));
    }

    @PUT
    @Path("{id}/drain")
    @Needs({Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Set for how long an answer is read on whose buyer has left; 0 cancels it")
    public Seen drain(@PathParam("id") String id, Drain drain) {
        var seconds = Fields.present(drain.drainSeconds(), "drain_seconds");
        return fully(catalog.drain(Fields.id(id, "id"), seconds, caller.actor()));
    }

    private Optional<Jurisdiction> jurisdiction(Listing listing) {
        return catalog.dataCenter(listing.dataCenterId())
                .flatMap(site ->
                        catalog.provider(listing.providerId())
                                .map(of -> new Jurisdiction(site.country(), of.country())));
    }

    private static URI endpoint(@Nullable String text) {
        try {
            return URI.create(Fields.text(text, "endpoint"));
        } catch (IllegalArgumentException malformed) {
            throw Problem.field(
                    "endpoint", Wording.of("field.url", "%s must be a URL", "endpoint"));
        }
    }

    private Seen publicly(Listing listing) {
        return seen(listing, Optional.empty());
    }

    private Seen fully(Listing listing) {
        return seen(listing, Optional.of(listing));
    }

    /// @param own the same again for its provider
    private Seen seen(Listing listing, Optional<Listing> own) {
        return new Seen(
                listing.id().toString(),
                listing.modelId().toString(),
                listing.providerId().toString(),
                listing.dataCenterId().toString(),
                listing.state(),
                listing.maxOutputTokens(),
                listing.quantisation(),
                listing.dataPolicy(),
                listing.capabilities(),
                jurisdiction(listing),
                listing.certificate().map(UUID::toString),
                own.map(Listing::endpoint).map(URI::toString),
                own.map(Listing::upstreamModel),
                own.map(Listing::drainSeconds));
    }
}
