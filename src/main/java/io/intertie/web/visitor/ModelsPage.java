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

    /// What was asked for: `most` as it was typed, and the page of the list, from 1 on.
    record Asked(Shelf shelf, String most, int page) {}

    /// What the page shows. `isPriceWrong` says that the highest price is no number.
    public record Models(
            List<ModelRow> rows,
            Pager pager,
            int total,
            int sites,
            List<TariffCard> tariffs,
            Shelf shelf,
            Choices choices,
            String most,
            boolean isPriceWrong) {}

    /// Where in the list a page is: it shows `from` to `until` of `found`, the first one is 1.
    public record Pager(int page, int from, int until, int found) {
        /// A page of so many lines; the last one, if there are fewer pages.
        static Pager of(int asked, int lines, int found) {
            var last = Math.max(1, Math.ceilDiv(found, lines));
            var page = Math.clamp(asked, 1, last);
            var from = (page - 1) * lines;
            return new Pager(page, from + 1, Math.min(found, from + lines), found);
        }

        public boolean isFirst() {
            return page == 1;
        }

        public boolean isLast() {
            return until >= found;
        }
    }

    /// What the filters offer.
    public record Choices(
            List<Choice> countries,
            List<Choice> capabilities,
            List<Choice> kinds,
            List<Choice> handling,
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
        var asked = new Asked(shelf, max.strip(), page(first(query.get("page"))));
        return pages.show("visitor/models", storefront.models(asked, visit.prefs()));
    }

    private static int page(String typed) {
        return typed.matches("\\d{1,6}") ? Integer.parseInt(typed) : 1;
    }

    static Shelf.Worth worth(Map<String, List<String>> query) {
        var evidence = query.getOrDefault("evidence", List.of());
        var handling = query.getOrDefault("data", List.of());
        return new Shelf.Worth(
                Set.copyOf(query.getOrDefault("stability", List.of())),
                Set.of(EnergyProfile.Grade.values()).stream()
                        .filter(one -> evidence.contains(one.name().toLowerCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                Set.of(Shelf.Handling.values()).stream()
                        .filter(one -> handling.contains(one.slug()))
                        .collect(Collectors.toSet()),
                thousands(first(query.get("tpk"))),
                thousands(first(query.get("context"))));
    }

    private static Optional<Long> thousands(String typed) {
        return Optional.of(typed).filter(one -> one.matches("\\d{1,9}")).map(Long::valueOf);
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
