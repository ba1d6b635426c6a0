package io.intertie.web.buyer;

import io.intertie.catalog.Catalog;
import io.intertie.notice.Notice;
import io.intertie.notice.NoticeMail;
import io.intertie.notice.Notices;
import io.intertie.platform.http.Problem;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.Messages;
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
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `/app/notices`: what the organisation was told of prices and stops, the newest first.
@Controller
@Path("/app/notices")
@RequestScoped
public class NoticesPage {
    private static final int MOST = 100;

    private static final String VIEW = "buyer/notices";

    private final Notices notices;
    private final NoticeMail mail;
    private final Messages messages;
    private final Catalog catalog;
    private final Visit visit;
    private final Pages pages;

    @Inject
    NoticesPage(
            Notices notices,
            NoticeMail mail,
            Messages messages,
            Catalog catalog,
            Visit visit,
            Pages pages) {
        this.notices = notices;
        this.mail = mail;
        this.messages = messages;
        this.catalog = catalog;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows, how many of it nobody has read, and who gets it by e-mail.
    public record View(int unread, List<Line> lines, boolean isMailConfigured, Form form) {}

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
        var choice = mail.of(visit.organisation().id());
        return pages.show(
                VIEW, view(form(choice.isSent() ? "yes" : "", choice.address().orElse(""))));
    }

    @POST
    public Response read() {
        notices.markRead(visit.organisation().id());
        return pages.to("/app/notices");
    }

    /// An end to the mails, or another address for them.
    @POST
    @Path("mail")
    public Response mail(
            @FormParam("sent") @DefaultValue("") String sent,
            @FormParam("address") @DefaultValue("") String address) {
        var form = form(sent, address.strip());
        try {
            var _ =
                    mail.set(
                            visit.organisation().id(),
                            new NoticeMail.Choice(sent.equals("yes"), form.optional("address")),
                            visit.actor());
        } catch (Problem wrong) {
            if (!wrong.fields().containsKey("address")) {
                throw wrong;
            }
            var word = messages.text(visit.prefs().locale(), "notices.mail.address.wrong");
            return pages.again(VIEW, view(form.wrong("address", word)));
        }
        return pages.to("/app/notices#mail");
    }

    private static Form form(String sent, String address) {
        return Form.of(Map.of("sent", sent, "address", address));
    }

    private View view(Form form) {
        var organisation = visit.organisation().id();
        var names = BuyerNames.of(catalog);
        var figures = visit.figures();
        return new View(
                notices.unread(organisation),
                notices.of(organisation, MOST).stream()
                        .map(one -> Line.of(one, names, figures))
                        .toList(),
                mail.isConfigured(),
                form);
    }
}
