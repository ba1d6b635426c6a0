package io.intertie.web.buyer;

import io.intertie.catalog.Catalog;
import io.intertie.notice.Notice;
import io.intertie.notice.Notices;
import io.intertie.web.Figures;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;

/// `/app/notices`: what the organisation was told of prices and stops, the newest first.
@Controller
@Path("/app/notices")
@RequestScoped
public class NoticesPage {
    private static final int MOST = 100;

    private final Notices notices;
    private final Catalog catalog;
    private final Visit visit;
    private final Pages pages;

    @Inject
    NoticesPage(Notices notices, Catalog catalog, Visit visit, Pages pages) {
        this.notices = notices;
        this.catalog = catalog;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows, and how many of it nobody has read.
    public record View(int unread, List<Line> lines) {}

    /// A notice, written out; `kind` is the end of its key.
    public record Line(
            String kind,
            String model,
            String provider,
            boolean rises,
            boolean unread,
            Figures.Moment noticedAt,
            Figures.Moment effectiveFrom) {
        static Line of(Notice one, BuyerNames names, Figures figures) {
            var listing = names.listing(one.listingId());
            return new Line(
                    one.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    listing.map(found -> names.modelName(found.modelId())).orElse("–"),
                    listing.map(found -> names.providerName(found.providerId())).orElse("–"),
                    one.rises(),
                    one.readAt().isEmpty(),
                    figures.moment(one.noticedAt()),
                    figures.moment(one.effectiveFrom()));
        }
    }

    @GET
    public Response show() {
        var organisation = visit.organisation().id();
        var names = BuyerNames.of(catalog);
        var figures = visit.figures();
        return pages.show(
                "buyer/notices",
                new View(
                        notices.unread(organisation),
                        notices.of(organisation, MOST).stream()
                                .map(one -> Line.of(one, names, figures))
                                .toList()));
    }

    @POST
    public Response read() {
        notices.markRead(visit.organisation().id());
        return pages.to("/app/notices");
    }
}
