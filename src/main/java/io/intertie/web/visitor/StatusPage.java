package io.intertie.web.visitor;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.fx.Quotes;
import io.intertie.platform.persistence.DatabaseAway;
import io.intertie.tariff.PriceBook;
import io.intertie.web.Figures;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;

/// `/status`: what is up now, and how old the figures are that prices stand on.
@Controller
@Path("/status")
@RequestScoped
public class StatusPage {
    private final Catalog catalog;
    private final PriceBook book;
    private final Quotes quotes;
    private final Visit visit;
    private final Pages pages;
    private final Clock clock;

    @Inject
    StatusPage(
            Catalog catalog, PriceBook book, Quotes quotes, Visit visit, Pages pages, Clock clock) {
        this.catalog = catalog;
        this.book = book;
        this.quotes = quotes;
        this.visit = visit;
        this.pages = pages;
        this.clock = clock;
    }

    /// What the page shows; the feeds are absent while the database is away.
    public record Status(boolean isDatabaseUp, Figures.Moment checkedAt, Optional<Feeds> feeds) {}

    /// How many offers are open, and of when the rates and prices are.
    public record Feeds(
            long listings,
            long live,
            long priced,
            Optional<String> ratesAsOf,
            String ratesSource,
            Optional<Figures.Moment> newestPrice) {}

    @GET
    public Response show() {
        return pages.show("visitor/status", status(visit.figures()));
    }

    private Status status(Figures figures) {
        var now = figures.precise(clock.instant());
        try {
            return new Status(true, now, Optional.of(feeds(figures)));
        } catch (DatabaseAway away) {
            return new Status(false, now, Optional.empty());
        }
    }

    private Feeds feeds(Figures figures) {
        var listings = catalog.listings();
        var priced = book.current();
        var newest = quotes.latest(1).stream().findFirst();
        return new Feeds(
                listings.size(),
                listings.stream().filter(Listing::isLive).count(),
                priced.stream().map(one -> one.version().listingId()).distinct().count(),
                newest.map(quote -> figures.date(quote.asOf())),
                newest.map(quote -> quote.source()).orElse(""),
                priced.stream()
                        .map(one -> one.version().effectiveFrom())
                        .filter(from -> !from.isAfter(clock.instant()))
                        .max(java.util.Comparator.naturalOrder())
                        .map(figures::moment));
    }
}
