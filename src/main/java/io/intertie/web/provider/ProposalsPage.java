package io.intertie.web.provider;

import io.intertie.catalog.Listing;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.tariff.Repricing;
import io.intertie.web.Figures;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import io.intertie.web.books.Names;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// `/provider/proposals`: prices that a changed tariff asks for beyond their listing's collar; each
/// is looked at before it is confirmed or dismissed.
@Controller
@Path("/provider/proposals")
@RequestScoped
public class ProposalsPage {
    private static final String HOME = "/provider/proposals";
    private static final String ONE = "provider/proposal";

    private final Estate estate;
    private final Waits waits;
    private final Offers offers;
    private final Visit visit;
    private final Pages pages;

    @Inject
    ProposalsPage(Estate estate, Waits waits, Offers offers, Visit visit, Pages pages) {
        this.estate = estate;
        this.waits = waits;
        this.offers = offers;
        this.visit = visit;
        this.pages = pages;
    }

    /// What waits, the newest first.
    public record View(List<Line> lines) {}

    /// A price that waits: how far its month's dearest and cheapest move.
    public record Line(
            String id,
            String listingId,
            String model,
            String city,
            String rise,
            String fall,
            Figures.Moment proposedAt) {
        static Line of(
                Repricing.Waiting one, Optional<Listing> listing, Names names, Figures figures) {
            return new Line(
                    one.id().toString(),
                    one.listingId().toString(),
                    listing.map(found -> names.model(found.modelId())).orElse("–"),
                    listing.map(found -> names.city(found.dataCenterId())).orElse("–"),
                    "+" + figures.percent(BigDecimal.valueOf(one.riseBps(), 4)),
                    "−" + figures.percent(BigDecimal.valueOf(one.fallBps(), 4)),
                    figures.moment(one.proposedAt()));
        }
    }

    /// One of them: what it would publish now, or why nothing.
    public record Looked(Line line, Optional<PriceTable> table, List<String> faults) {}

    @GET
    public Response show() {
        var names = estate.names();
        var figures = visit.figures();
        return pages.show(
                "provider/proposals",
                new View(
                        waits.all().stream()
                                .map(one -> Line.of(one, listing(one), names, figures))
                                .toList()));
    }

    @GET
    @Path("{id}")
    public Response look(@PathParam("id") String id) {
        var waiting = waiting(id);
        return pages.show(ONE, looked(waiting, waits.confirmed(waiting.id(), estate.actor())));
    }

    @POST
    @Path("{id}/confirm")
    public Response confirm(@PathParam("id") String id) {
        var waiting = waiting(id);
        var outcome = waits.confirm(waiting.id(), estate.actor());
        return outcome instanceof Repricing.Outcome.Published
                ? pages.to("/provider/listings/" + waiting.listingId() + "#versions")
                : pages.again(ONE, looked(waiting, outcome));
    }

    @POST
    @Path("{id}/dismiss")
    public Response dismiss(@PathParam("id") String id) {
        waits.dismiss(waiting(id).id(), estate.actor());
        return pages.to(HOME);
    }

    /// One of the provider's own that waits still; of another's nobody learns that there is one.
    private Repricing.Waiting waiting(String id) {
        var wanted = Estate.id(id);
        return waits.all().stream()
                .filter(one -> one.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such proposal waits"));
    }

    private Optional<Listing> listing(Repricing.Waiting one) {
        return estate.listings().stream()
                .filter(listing -> listing.id().equals(one.listingId()))
                .findFirst();
    }

    private Looked looked(Repricing.Waiting waiting, Repricing.Outcome outcome) {
        var names = estate.names();
        var figures = visit.figures();
        var listing = listing(waiting);
        var site = listing.flatMap(one -> names.site(one.dataCenterId()));
        var clock = site.map(one -> figures.in(one.zone())).orElse(figures);
        var line = Line.of(waiting, listing, names, figures);
        var last = offers.versions(waiting.listingId()).stream().findFirst();
        return switch (outcome) {
            case Repricing.Outcome.Published(var version) ->
                    new Looked(
                            line,
                            Optional.of(
                                    PriceTable.of(
                                            new PriceTable.Step(version, last, false), clock)),
                            List.of());
            case Repricing.Outcome.Unconfirmed far ->
                    new Looked(
                            line,
                            Optional.empty(),
                            List.of(
                                    estate.word(
                                            "supply.rejected." + far.field(),
                                            pages.said(far.why()))));
            case Repricing.Outcome.Rejected(var faults) ->
                    new Looked(
                            line,
                            Optional.empty(),
                            faults.keySet().stream().sorted().map(this::word).toList());
        };
    }

    private String word(String field) {
        return switch (field) {
            case "tariff", "quotes" -> estate.word("supply.rejected." + field);
            default -> estate.word("proposals.rejected");
        };
    }
}
