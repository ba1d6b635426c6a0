package io.intertie.web.visitor;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.web.Offer;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// `/price-map`: seven days of an offer's price, and where electricity is cheap now and next.
@Controller
@Path("/price-map")
@RequestScoped
public class PriceMapPage {
    private final Storefront storefront;
    private final PriceMap map;
    private final Visit visit;
    private final Pages pages;

    @Inject
    PriceMapPage(Storefront storefront, PriceMap map, Visit visit, Pages pages) {
        this.storefront = storefront;
        this.map = map;
        this.visit = visit;
        this.pages = pages;
    }

    @GET
    public Response show(
            @QueryParam("offer") @DefaultValue("") String slug,
            @QueryParam("clock") @DefaultValue("mine") String clock) {
        var prefs = visit.prefs();
        var offers = storefront.offers(prefs);
        return pages.show(
                "visitor/price-map",
                map.map(storefront.asked(offers, chosen(offers, slug), clock, prefs), prefs));
    }

    private static Optional<Offer> chosen(List<Offer> offers, String slug) {
        if (slug.isBlank()) {
            return offers.stream()
                    .min(
                            Comparator.comparing((Offer one) -> one.offered().model().kind())
                                    .thenComparingLong(Offer::leadPrice));
        }
        var found = offers.stream().filter(one -> PriceMap.slug(one).equals(slug)).findFirst();
        if (found.isEmpty()) {
            throw new Problem(ProblemType.MODEL_NOT_FOUND, "no such offer");
        }
        return found;
    }
}
