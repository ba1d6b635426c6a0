package io.intertie.web.buyer;

import io.intertie.access.ApiKeys;
import io.intertie.access.Subscriptions;
import io.intertie.catalog.Catalog;
import io.intertie.identity.Organisation;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// `/app`: the wallet, what was spent, the last requests, and what to do first.
@Controller
@Path("/app")
@RequestScoped
public class OverviewPage {
    private static final int LATEST = 6;

    private final Account account;
    private final Subscriptions subscriptions;
    private final ApiKeys keys;
    private final Catalog catalog;
    private final Visit visit;
    private final Pages pages;

    @Inject
    OverviewPage(
            Account account,
            Subscriptions subscriptions,
            ApiKeys keys,
            Catalog catalog,
            Visit visit,
            Pages pages) {
        this.account = account;
        this.subscriptions = subscriptions;
        this.keys = keys;
        this.catalog = catalog;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows.
    public record Overview(
            Balance balance, Period today, Period month, List<UsageLine> latest, Steps steps) {}

    /// What is done of the way to the first call; `example` is a model to call.
    public record Steps(
            boolean funded, boolean subscribed, boolean keyed, boolean called, String example) {
        public boolean isDone() {
            return funded && subscribed && keyed && called;
        }
    }

    @GET
    public Response show() {
        var organisation = visit.organisation();
        var figures = visit.figures();
        var names = BuyerNames.of(catalog);
        var balance = account.balance(organisation, figures);
        var latest = account.latest(organisation, LATEST, names, figures);
        return pages.show(
                "buyer/overview",
                new Overview(
                        balance,
                        account.today(organisation, names, figures),
                        account.month(organisation, names, figures),
                        latest,
                        steps(organisation, balance, !latest.isEmpty(), names)));
    }

    private Steps steps(
            Organisation organisation, Balance balance, boolean called, BuyerNames names) {
        var live =
                subscriptions.of(organisation.id()).stream()
                        .filter(one -> one.endedAt().isEmpty())
                        .toList();
        var keyed = keys.of(organisation.id()).stream().anyMatch(key -> key.revokedAt().isEmpty());
        return new Steps(
                balance.isFunded(),
                !live.isEmpty(),
                keyed,
                called,
                live.isEmpty() ? names.example() : names.wireName(live.getFirst().modelId()));
    }
}
