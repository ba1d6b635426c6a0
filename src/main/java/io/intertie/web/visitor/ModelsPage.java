package io.intertie.web.visitor;

import io.intertie.catalog.Model;
import io.intertie.tariff.EnergyProfile;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// `/models`: every model with a live offer, filtered and sorted by its address.
@Controller
@Path("/models")
@RequestScoped
public class ModelsPage {
    private final Storefront storefront;
    private final Visit visit;
    private final Pages pages;

    @Inject
    ModelsPage(Storefront storefront, Visit visit, Pages pages) {
        this.storefront = storefront;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows. `isPriceWrong` says that the highest price is no number.
    public record Models(
            List<ModelRow> rows,
            int total,
            int sites,
            List<TariffCard> tariffs,
            Shelf shelf,
            Choices choices,
            String most,
            boolean isPriceWrong) {}

    /// What the filters offer.
    public record Choices(
            List<Choice> countries,
            List<Choice> capabilities,
            List<Choice> kinds,
            List<Choice> stability,
            List<Choice> evidence) {}

    /// One box of a filter: what it sends, what it says, how many models it has.
    public record Choice(String value, String label, long count, boolean isChosen) {}

    @GET
    public Response show(
            @Context UriInfo address, @QueryParam("max") @DefaultValue("") String max) {
        var query = address.getQueryParameters();
        var most = price(max);
        var shelf =
                new Shelf(
                        first(query.get("q")),
                        Set.copyOf(query.getOrDefault("region", List.of())),
                        capabilities(query.getOrDefault("capability", List.of())),
                        kind(first(query.get("kind"))),
                        most,
                        worth(query),
                        Shelf.Order.of(first(query.get("sort"))));
        return pages.show("visitor/models", storefront.models(shelf, max.strip(), visit.prefs()));
    }

    static Shelf.Worth worth(Map<String, List<String>> query) {
        var evidence = query.getOrDefault("evidence", List.of());
        return new Shelf.Worth(
                Set.copyOf(query.getOrDefault("stability", List.of())),
                Set.of(EnergyProfile.Grade.values()).stream()
                        .filter(one -> evidence.contains(one.name().toLowerCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                Optional.of(first(query.get("tpk")))
                        .filter(typed -> typed.matches("\\d{1,9}"))
                        .map(Long::valueOf));
    }

    private static String first(@org.jspecify.annotations.Nullable List<String> values) {
        return values == null || values.isEmpty() ? "" : values.getFirst().strip();
    }

    static Set<Model.Capability> capabilities(List<String> slugs) {
        return Set.of(Model.Capability.values()).stream()
                .filter(one -> slugs.contains(one.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    static Optional<Model.Kind> kind(String slug) {
        return Set.of(Model.Kind.values()).stream()
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(slug))
                .findFirst();
    }

    static Optional<BigDecimal> price(String typed) {
        return typed.strip().matches("\\d{1,9}(\\.\\d{1,6})?")
                ? Optional.of(new BigDecimal(typed.strip()))
                : Optional.empty();
    }
}
