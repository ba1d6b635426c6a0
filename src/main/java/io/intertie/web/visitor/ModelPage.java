package io.intertie.web.visitor;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.web.Offer;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Comparator;
import java.util.List;

/// `/models/{author}/{slug}`: a model's price over the day, where it goes, and how to call it.
@Controller
@Path("/models/{author}/{slug}")
@RequestScoped
public class ModelPage {
    private final Storefront storefront;
    private final Lens lens;
    private final Showcase showcase;
    private final OwnPrices own;
    private final Visit visit;
    private final Pages pages;

    @Inject
    ModelPage(
            Storefront storefront,
            Lens lens,
            Showcase showcase,
            OwnPrices own,
            Visit visit,
            Pages pages) {
        this.storefront = storefront;
        this.lens = lens;
        this.showcase = showcase;
        this.own = own;
        this.visit = visit;
        this.pages = pages;
    }

    @GET
    public Response show(
            @PathParam("author") String author,
            @PathParam("slug") String slug,
            @Context UriInfo address) {
        var query = address.getQueryParameters();
        var from = asked(query, "from");
        var prefs = visit.prefs();
        var offers =
                storefront.offers(prefs).stream()
                        .filter(one -> one.offered().model().author().equals(author))
                        .filter(one -> one.offered().model().slug().equals(slug))
                        .sorted(Comparator.comparingLong(Offer::leadPrice))
                        .toList();
        var chosen =
                offers.stream()
                        .filter(one -> one.offered().provider().slug().equals(from))
                        .findFirst()
                        .or(() -> offers.stream().findFirst())
                        .orElseThrow(
                                () -> new Problem(ProblemType.MODEL_NOT_FOUND, "no offer of it"));
        var volume = Estimate.volume(asked(query, "in"), asked(query, "out"));
        var tariff = storefront.card(chosen.offered().site(), prefs);
        var asked = new Showcase.Asked(offers, chosen, tariff, asked(query, "clock"), volume);
        var seen = lens.at(chosen, offers);
        var held =
                visit.member()
                        .map(member -> own.of(member.organisationId(), chosen, visit.figures()))
                        .orElse(OwnPrices.Held.NOTHING);
        return pages.show("visitor/model", showcase.model(asked, seen, held, prefs));
    }

    private static String asked(MultivaluedMap<String, String> query, String name) {
        return query.getOrDefault(name, List.of("")).getFirst();
    }
}
