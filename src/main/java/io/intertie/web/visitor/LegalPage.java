package io.intertie.web.visitor;

import io.intertie.fx.Quote;
import io.intertie.fx.Quotes;
import io.intertie.web.Figures;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// `/legal/pricing-method` and `/legal/fx`: the rules in words, with figures that one can check.
@Controller
@Path("/legal")
@RequestScoped
public class LegalPage {
    private static final int QUOTES = 20;

    private final Quotes quotes;
    private final Visit visit;
    private final Pages pages;

    @Inject
    LegalPage(Quotes quotes, Visit visit, Pages pages) {
        this.quotes = quotes;
        this.visit = visit;
        this.pages = pages;
    }

    /// The pricing method has no figures of its own: its example is fixed.
    public record Method() {}

    /// The quotes that were made last.
    public record Rates(List<Rate> quotes) {}

    /// A quote, written out.
    public record Rate(
            String pair,
            String mid,
            String spread,
            String source,
            String quality,
            String asOf,
            Figures.Moment validTo) {
        static Rate of(Quote quote, Figures figures) {
            return new Rate(
                    quote.pair().toString(),
                    figures.rate(quote.mid().value()),
                    figures.percent(quote.spread()),
                    quote.source(),
                    quote.quality(),
                    figures.date(quote.asOf()),
                    figures.moment(quote.validTo()));
        }
    }

    @GET
    @Path("pricing-method")
    public Response method() {
        return pages.show("visitor/pricing-method", new Method());
    }

    @GET
    @Path("fx")
    public Response fx() {
        var figures = visit.figures();
        var latest = quotes.latest(QUOTES).stream().map(quote -> Rate.of(quote, figures)).toList();
        return pages.show("visitor/fx", new Rates(latest));
    }
}
