package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.identity.Role;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.quality.Scores;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Models and providers: public to read.
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class CatalogResource {
    private final Catalog catalog;
    private final Scores scores;
    private final Caller caller;
    private final Clock clock;

    @Inject
    CatalogResource(Catalog catalog, Scores scores, Caller caller, Clock clock) {
        this.catalog = catalog;
        this.scores = scores;
        this.caller = caller;
        this.clock = clock;
    }

    /// A model to add.
    public record NewModel(
            @Nullable String author,
            @Nullable String slug,
            @Nullable String name,
            @Nullable String kind,
            @Nullable Integer contextTokens,
            @Nullable String parameters,
            @Nullable String licence,
            @Nullable List<String> capabilities) {}

    @GET
    @Path("models")
    @Operation(summary = "Models that listings can offer")
    public Page<Model> models() {
        return new Page<>(catalog.models());
    }

    @POST
    @Path("models")
    @Needs({Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Add a model")
    public Model addModel(NewModel added) {
        var names = added.capabilities() == null ? List.<String>of() : added.capabilities();
        var context = Fields.present(added.contextTokens(), "context_tokens");
        return catalog.addModel(
                new Model(
                        UuidV7.at(clock.instant()),
                        Fields.slug(added.author(), "author"),
                        Fields.slug(added.slug(), "slug"),
                        Fields.text(added.name(), "name"),
                        Fields.constant(Model.Kind.class, added.kind(), "kind"),
                        context,
                        Fields.text(added.parameters(), "parameters"),
                        Fields.text(added.licence(), "licence"),
                        names.stream()
                                .map(name ->
                                        Fields.constant(
                                                Model.Capability.class, name, "capabilities"))
                                .collect(Collectors.toSet())),
                caller.actor());
    }

    @GET
    @Path("providers")
    @Operation(summary = "Providers")
    public Page<Provider> providers() {
        return new Page<>(catalog.providers());
    }

    /// A listing's measured quality.
    public record Quality(String listingId, io.intertie.quality.Score score) {}

    @GET
    @Path("quality")
    @Operation(summary = "Measured quality of listings, last 24 hours")
    public Page<Quality> quality() {
        return new Page<>(
                scores.all().entrySet().stream()
                        .map(entry -> new Quality(entry.getKey().toString(), entry.getValue()))
                        .toList());
    }
}
