package io.intertie.web.buyer;

import io.intertie.access.Subscription;
import io.intertie.access.Subscriptions;
import io.intertie.catalog.Catalog;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.web.Figures;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `/app/subscriptions`: which models may be called, and an end to that.
@Controller
@Path("/app/subscriptions")
@RequestScoped
public class SubscriptionsPage {
    private final Subscriptions subscriptions;
    private final Catalog catalog;
    private final Clock clock;
    private final Visit visit;
    private final Pages pages;

    @Inject
    SubscriptionsPage(
            Subscriptions subscriptions, Catalog catalog, Clock clock, Visit visit, Pages pages) {
        this.subscriptions = subscriptions;
        this.catalog = catalog;
        this.clock = clock;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows: those in force, and those that have ended.
    public record View(List<Line> live, List<Line> ended) {}

    /// A subscription, written out; `provider` is absent where any may serve it.
    public record Line(
            String id,
            String model,
            String wireName,
            Optional<String> provider,
            boolean sandbox,
            Optional<String> cap,
            Figures.Moment startedAt,
            Optional<Figures.Moment> endedAt) {
        static Line of(Subscription one, BuyerNames names, Figures figures) {
            var listing = one.listingId().flatMap(names::listing);
            return new Line(
                    one.id().toString(),
                    names.modelName(one.modelId()),
                    names.wireName(one.modelId()),
                    listing.map(pinned -> names.providerName(pinned.providerId())),
                    listing.map(pinned -> names.isSandbox(pinned.providerId())).orElse(false),
                    one.maxOutputMicroPerMillion()
                            .map(micro -> figures.price(one.currency(), micro)),
                    figures.moment(one.startedAt()),
                    one.endedAt().map(figures::moment));
        }
    }

    @GET
    public Response show() {
        var figures = visit.figures();
        var names = BuyerNames.of(catalog);
        var all = subscriptions.of(visit.organisation().id());
        return pages.show(
                "buyer/subscriptions",
                new View(lines(all, true, names, figures), lines(all, false, names, figures)));
    }

    private static List<Line> lines(
            List<Subscription> all, boolean live, BuyerNames names, Figures figures) {
        return all.stream()
                .filter(one -> one.endedAt().isEmpty() == live)
                .map(one -> Line.of(one, names, figures))
                .toList();
    }

    @POST
    public Response start(
            @FormParam("model") @DefaultValue("") String model,
            @FormParam("listing") @DefaultValue("") String listing) {
        var organisation = visit.organisation();
        var now = clock.instant();
        var subscription =
                new Subscription(
                        UuidV7.at(now),
                        organisation.id(),
                        id(model),
                        listing.isEmpty() ? Optional.empty() : Optional.of(id(listing)),
                        organisation.currency(),
                        Optional.empty(),
                        now,
                        Optional.empty());
        subscriptions.start(subscription, visit.actor());
        return pages.to("/app/subscriptions");
    }

    @POST
    @Path("{id}/end")
    public Response end(@PathParam("id") String id) {
        subscriptions.end(id(id), visit.organisation().id(), visit.actor());
        return pages.to("/app/subscriptions");
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw new Problem(ProblemType.NOT_FOUND, "no such id");
        }
    }
}
