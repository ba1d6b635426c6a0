package io.intertie.web.provider;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.platform.config.Secret;
import io.intertie.platform.http.Problem;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.web.Form;
import io.intertie.web.Pages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `/provider/listings/new`: a model is offered from a site, as a draft.
@Controller
@Path("/provider/listings/new")
@RequestScoped
public class NewListingPage {
    private static final String ID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private final Estate estate;
    private final Catalog catalog;
    private final Clock clock;
    private final Pages pages;

    @Inject
    NewListingPage(Estate estate, Catalog catalog, Clock clock, Pages pages) {
        this.estate = estate;
        this.catalog = catalog;
        this.clock = clock;
        this.pages = pages;
    }

    /// What the page shows.
    public record View(Form form, List<Choice> models, List<Choice> sites) {}

    /// Something to choose from.
    public record Choice(String id, String label) {}

    /// The fields as they come in; the credential never goes back into a form.
    public static final class Typed {
        @FormParam("modelId")
        @DefaultValue("")
        private String modelId = "";

        @FormParam("dataCenterId")
        @DefaultValue("")
        private String dataCenterId = "";

        @FormParam("endpoint")
        @DefaultValue("")
        private String endpoint = "";

        @FormParam("upstreamModel")
        @DefaultValue("")
        private String upstreamModel = "";

        @FormParam("credential")
        @DefaultValue("")
        private String credential = "";

        @FormParam("maxOutputTokens")
        @DefaultValue("")
        private String maxOutputTokens = "";

        @FormParam("quantisation")
        @DefaultValue("")
        private String quantisation = "";

        @FormParam("retentionDays")
        @DefaultValue("")
        private String retentionDays = "";

        @FormParam("capabilities")
        private List<String> capabilities = List.of();

        @FormParam("trainsOnPrompts")
        @DefaultValue("")
        private String trainsOnPrompts = "";

        private Form form() {
            return Form.of(
                    Map.of(
                            "modelId", modelId,
                            "dataCenterId", dataCenterId,
                            "endpoint", endpoint,
                            "upstreamModel", upstreamModel,
                            "maxOutputTokens", maxOutputTokens,
                            "quantisation", quantisation,
                            "retentionDays", retentionDays,
                            "capabilities", String.join(",", capabilities),
                            "trainsOnPrompts", trainsOnPrompts));
        }

        private Optional<Secret> secret() {
            var typed = credential.strip();
            return typed.isEmpty() ? Optional.empty() : Optional.of(new Secret(typed));
        }
    }

    @GET
    public Response show() {
        return pages.show("provider/listing-new", view(Form.EMPTY));
    }

    @POST
    public Response add(@BeanParam Typed typed) {
        var form = checked(typed.form());
        if (!form.isRight()) {
            return pages.again("provider/listing-new", view(form));
        }
        try {
            var added = catalog.addListing(listing(form), typed.secret(), estate.actor());
            return pages.to("/provider/listings/" + added.id());
        } catch (Problem problem) {
            if (problem.fields().isEmpty()) {
                throw problem;
            }
            return pages.again("provider/listing-new", view(form.wrong(pages.told(problem))));
        }
    }

    private View view(Form form) {
        return new View(
                form,
                catalog.models().stream()
                        .map(one ->
                                new Choice(
                                        one.id().toString(), one.name() + " · " + one.wireName()))
                        .toList(),
                estate.sites().stream()
                        .map(one ->
                                new Choice(one.id().toString(), one.city() + ", " + one.country()))
                        .toList());
    }

    private Form checked(Form form) {
        var right = form;
        if (!form.value("modelId").matches(ID)) {
            right = right.wrong("modelId", estate.word("supply.fault.model"));
        }
        if (!form.value("dataCenterId").matches(ID)) {
            right = right.wrong("dataCenterId", estate.word("supply.fault.site"));
        }
        if (uri(form.value("endpoint")).isEmpty()) {
            right = right.wrong("endpoint", estate.word("supply.fault.endpoint"));
        }
        if (!form.value("maxOutputTokens").matches("[1-9]\\d{0,6}")) {
            right = right.wrong("maxOutputTokens", estate.word("supply.fault.tokens"));
        }
        if (!form.value("retentionDays").matches("\\d{1,4}")) {
            right = right.wrong("retentionDays", estate.word("supply.fault.days"));
        }
        return right;
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text)).filter(one -> one.getHost() != null);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private Listing listing(Form form) {
        return new Listing(
                        UuidV7.at(clock.instant()),
                        UUID.fromString(form.value("modelId")),
                        estate.organisation().id(),
                        UUID.fromString(form.value("dataCenterId")),
                        URI.create(form.value("endpoint")),
                        form.value("upstreamModel"),
                        Listing.State.DRAFT,
                        Integer.parseInt(form.value("maxOutputTokens")),
                        form.optional("quantisation").orElse("unknown"),
                        new Listing.DataPolicy(
                                Integer.parseInt(form.value("retentionDays")),
                                form.value("trainsOnPrompts").equals("yes")))
                .declaring(declared(form));
    }

    private static Set<Model.Capability> declared(Form form) {
        return Stream.of(Model.Capability.values())
                .filter(one -> List.of(form.value("capabilities").split(",")).contains(one.name()))
                .collect(Collectors.toSet());
    }
}
