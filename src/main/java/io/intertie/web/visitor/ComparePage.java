package io.intertie.web.visitor;

import io.intertie.web.Figures;
import io.intertie.web.Offer;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `/compare?model=a/b&model=c/d`: up to four models side by side, each by its cheapest offer now.
@Controller
@Path("/compare")
@RequestScoped
public class ComparePage {
    private static final int MOST = 4;

    private final Storefront storefront;
    private final Window window;
    private final Lens lens;
    private final Visit visit;
    private final Pages pages;

    @Inject
    ComparePage(Storefront storefront, Window window, Lens lens, Visit visit, Pages pages) {
        this.storefront = storefront;
        this.window = window;
        this.lens = lens;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `left` says how many were asked for beyond what has room.
    public record Compared(List<Column> columns, int left) {}

    /// A model: its row of the catalogue, and what stands below.
    public record Column(
            ModelRow row,
            String mean,
            String lowest,
            String highest,
            String electricity,
            String speed,
            String without) {
        public Offer offer() {
            return row.best();
        }
    }

    @GET
    public Response show(@QueryParam("model") List<String> asked) {
        var names = asked.stream().distinct().toList();
        Map<String, List<Offer>> offers =
                storefront.offers(visit.prefs()).stream()
                        .collect(Collectors.groupingBy(one -> one.offered().model().wireName()));
        var found = names.stream().filter(offers::containsKey).toList();
        var shown = found.subList(0, Math.min(MOST, found.size()));
        var rows =
                window.rows(
                        shown.stream()
                                .flatMap(name -> offers.getOrDefault(name, List.of()).stream())
                                .toList(),
                        visit.prefs());
        return pages.show(
                "visitor/compare",
                new Compared(
                        rows.stream().map(row -> column(row, shown, visit.figures())).toList(),
                        found.size() - shown.size()));
    }

    private Column column(ModelRow row, List<String> shown, Figures figures) {
        return column(row, lens.electricity(row.best()).map(figures::percent), shown, figures);
    }

    static Column column(
            ModelRow row, Optional<String> electricity, List<String> shown, Figures figures) {
        var offer = row.best();
        var hours = offer.hours().stream().mapToLong(one -> one.buyerMicroPerMillion());
        var day = hours.summaryStatistics();
        var isPriced = day.getCount() > 0;
        var score = offer.offered().score();
        return new Column(
                row,
                figures.price(offer.currency(), offer.shortMean()),
                isPriced ? figures.price(offer.currency(), day.getMin()) : "–",
                isPriced ? figures.price(offer.currency(), day.getMax()) : "–",
                electricity.orElse("–"),
                score.samples() == 0 ? "" : figures.rounded(score.tokensPerSecondP50(), 1),
                shown.stream()
                        .filter(name -> !name.equals(row.model().wireName()))
                        .map(name -> "model=" + name)
                        .collect(Collectors.joining("&")));
    }
}
