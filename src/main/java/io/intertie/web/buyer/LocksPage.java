package io.intertie.web.buyer;

import io.intertie.access.PriceLocks;
import io.intertie.access.Subscription;
import io.intertie.access.Subscriptions;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
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
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// `/app/subscriptions/{id}/lock`: a provider's price of today, kept for so many days.
@Controller
@Path("/app/subscriptions/{id}/lock")
@RequestScoped
public class LocksPage {
    private static final String VIEW = "buyer/lock";

    private final Subscriptions subscriptions;
    private final Locks locks;
    private final Messages messages;
    private final Visit visit;
    private final Pages pages;

    @Inject
    LocksPage(
            Subscriptions subscriptions, Locks locks, Messages messages, Visit visit, Pages pages) {
        this.subscriptions = subscriptions;
        this.locks = locks;
        this.messages = messages;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows: the lock that holds, or those to choose from.
    public record View(
            String id,
            String model,
            Optional<LockLine> held,
            List<Locks.Grant> grants,
            Form form) {}

    @GET
    public Response show(@PathParam("id") String id) {
        return pages.show(VIEW, view(own(id), Form.EMPTY));
    }

    @POST
    public Response lock(
            @PathParam("id") String id,
            @FormParam("listing") @DefaultValue("") String listing,
            @FormParam("days") @DefaultValue("") String days,
            @FormParam("tokens") @DefaultValue("") String tokens) {
        var subscription = own(id);
        var form = Form.of(Map.of("listing", listing, "days", days, "tokens", tokens));
        var grant =
                locks.grants(subscription, locks.names()).stream()
                        .filter(one -> one.listingId().equals(listing))
                        .findFirst();
        if (grant.isEmpty()) {
            form = form.wrong("listing", word("locks.listing.none"));
        }
        var most = grant.map(Locks.Grant::days).orElse(366);
        if (!days.matches("[1-9]\\d{0,2}") || Integer.parseInt(days) > most) {
            form = form.wrong("days", word("locks.days.wrong", most));
        }
        if (!tokens.matches("|[1-9]\\d{0,14}")) {
            form = form.wrong("tokens", word("locks.tokens.wrong"));
        }
        if (!form.isRight()) {
            return pages.again(VIEW, view(subscription, form));
        }
        locks.take(
                new PriceLocks.Asked(
                        subscription.id(),
                        Optional.of(UUID.fromString(listing)),
                        Integer.parseInt(days),
                        form.optional("tokens").map(Long::valueOf)),
                visit.organisation().id(),
                visit.actor());
        return pages.to("/app/subscriptions#locks");
    }

    private Subscription own(String id) {
        var wanted = SubscriptionsPage.id(id);
        return subscriptions.of(visit.organisation().id()).stream()
                .filter(one -> one.id().equals(wanted) && one.endedAt().isEmpty())
                .findFirst()
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such subscription"));
    }

    private View view(Subscription subscription, Form form) {
        var names = locks.names();
        var id = subscription.id().toString();
        return new View(
                id,
                names.modelName(subscription.modelId()),
                locks.held(visit.organisation(), names, visit.figures()).stream()
                        .filter(one -> one.subscriptionId().equals(id))
                        .findFirst(),
                locks.grants(subscription, names),
                form);
    }

    private String word(String key, Object... arguments) {
        return messages.text(visit.prefs().locale(), key, arguments);
    }
}
