package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.Model;
import io.intertie.catalog.ModelTokens;
import io.intertie.catalog.Provider;
import io.intertie.identity.Role;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.quality.Scores;
import io.intertie.tokens.Tokenizer;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Models and providers: public to read.
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class CatalogResource {
    private final Catalog catalog;
    private final ModelTokens tokens;
    private final Scores scores;
    private final Caller caller;
    private final Clock clock;

    @Inject
    CatalogResource(
            Catalog catalog, ModelTokens tokens, Scores scores, Caller caller, Clock clock) {
        this.catalog = catalog;
        this.tokens = tokens;
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
            @Nullable List<String> capabilities,
            @Nullable List<String> inputs,
            @Nullable TokenizerFact tokens) {}

    /// Which public tokenizer counts a model's tokens exactly: its name, who says so, how sure.
    public record TokenizerFact(
            @Nullable String tokenizer, @Nullable String source, @Nullable String quality) {
        Model.Tokens known() {
            return new Model.Tokens(
                    Fields.constant(Tokenizer.class, tokenizer, "tokenizer"),
                    Fields.text(source, "source"),
                    Fields.text(quality, "quality"));
        }
    }

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
                        capabilities(added.capabilities()),
                        inputs(added.inputs()),
                        Optional.ofNullable(added.tokens()).map(TokenizerFact::known)),
                caller.actor());
    }

    @PUT
    @Path("models/{id}/tokenizer")
    @Needs(Role.ADMIN)
    @Operation(summary = "Say which tokenizer counts a model's tokens")
    public Model tokenize(@PathParam("id") String id, @Nullable TokenizerFact fact) {
        return tokens.say(
                Fields.id(id, "id"),
                Optional.of(Fields.present(fact, "tokenizer").known()),
                caller.actor());
    }

    static Set<Model.Capability> capabilities(@Nullable List<String> names) {
        return constants(Model.Capability.class, names, "capabilities");
    }

    private static Set<Model.Modality> inputs(@Nullable List<String> names) {
        var read = constants(Model.Modality.class, names, "inputs");
        return read.isEmpty() ? Set.of(Model.Modality.TEXT) : read;
    }

    private static <E extends Enum<E>> Set<E> constants(
            Class<E> type, @Nullable List<String> names, String field) {
        return names == null
                ? Set.of()
                : names.stream()
                        .map(name -> Fields.constant(type, name, field))
                        .collect(Collectors.toSet());
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
