package io.intertie.web.buyer;

import io.intertie.access.Subscription;
import io.intertie.access.Subscriptions;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.UuidV7;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// `/app/subscriptions`: which models may be called, by whom, up to which price, and an end to
/// that.
@Controller
@Path("/app/subscriptions")
@RequestScoped
public class SubscriptionsPage {
    private static final String VIEW = "buyer/subscriptions";

    private final Subscriptions subscriptions;
    private final Locks locks;
    private final Messages messages;
    private final Clock clock;
    private final Visit visit;
    private final Pages pages;

    @Inject
    SubscriptionsPage(
            Subscriptions subscriptions,
            Locks locks,
            Messages messages,
            Clock clock,
            Visit visit,
            Pages pages) {
        this.subscriptions = subscriptions;
        this.locks = locks;
        this.messages = messages;
        this.clock = clock;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows: those in force, those that have ended, the prices that are locked, and
    /// the form for one more.
    public record View(
            List<Line> live,
            List<Line> ended,
            List<LockLine> locks,
            List<Offered> offered,
            String currency,
            Form form,
            Optional<Line> started) {}

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
    public Response show(
            @QueryParam("model") @DefaultValue("") String model,
            @QueryParam("started") @DefaultValue("") String started) {
        var form = model.isEmpty() ? Form.EMPTY : Form.of(Map.of("choice", model));
        return pages.show(VIEW, view(form, started));
    }

    @POST
    public Response start(
            @FormParam("choice") @DefaultValue("") String choice,
            @FormParam("cap") @DefaultValue("") String cap) {
        var organisation = visit.organisation();
        var form = Form.of(Map.of("choice", choice, "cap", cap));
        var chosen = Offered.choice(Offered.all(locks.names()), choice);
        if (chosen.isEmpty()) {
            form = form.wrong("choice", word("subscriptions.choice.none"));
        } else if (isLive(organisation.id(), chosen.get().modelId())) {
            form = form.wrong("choice", word("subscriptions.choice.live"));
        }
        if (!form.value("cap").matches("|\\d{1,9}(\\.\\d{1,6})?|\\.\\d{1,6}")
                || form.optional("cap").filter(typed -> micro(typed) == 0).isPresent()) {
            form = form.wrong("cap", word("subscriptions.cap.malformed"));
        }
        if (!form.isRight()) {
            return pages.again(VIEW, view(form, ""));
        }
        var now = clock.instant();
        var subscription =
                new Subscription(
                        UuidV7.at(now),
                        organisation.id(),
                        chosen.orElseThrow().modelId(),
                        chosen.orElseThrow().listingId(),
                        organisation.currency(),
                        form.optional("cap").map(SubscriptionsPage::micro),
                        now,
                        Optional.empty());
        var started = subscriptions.start(subscription, visit.actor());
        return pages.to("/app/subscriptions?started=" + started.id());
    }

    @POST
    @Path("{id}/end")
    public Response end(@PathParam("id") String id) {
        subscriptions.end(id(id), visit.organisation().id(), visit.actor());
        return pages.to("/app/subscriptions");
    }

    private boolean isLive(UUID organisationId, UUID modelId) {
        return subscriptions.of(organisationId).stream()
                .anyMatch(one -> one.endedAt().isEmpty() && one.modelId().equals(modelId));
    }

    private static long micro(String major) {
        return new BigDecimal(major).movePointRight(6).longValueExact();
    }

    private String word(String key) {
        return messages.text(visit.prefs().locale(), key);
    }

    private View view(Form form, String started) {
        var figures = visit.figures();
        var names = locks.names();
        var organisation = visit.organisation();
        var all = subscriptions.of(organisation.id());
        var live = lines(all, true, names, figures);
        return new View(
                live,
                lines(all, false, names, figures),
                locks.held(organisation, names, figures),
                Offered.all(names),
                organisation.currency().code(),
                form,
                live.stream().filter(line -> line.id().equals(started)).findFirst());
    }

    private static List<Line> lines(
            List<Subscription> all, boolean live, BuyerNames names, Figures figures) {
        return all.stream()
                .filter(one -> one.endedAt().isEmpty() == live)
                .map(one -> Line.of(one, names, figures))
                .toList();
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw new Problem(ProblemType.NOT_FOUND, "no such id");
        }
    }
}
