package io.intertie.web.buyer;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.access.OrganisationLimits;
import io.intertie.access.SpendLimit;
import io.intertie.metering.Spending;
import io.intertie.money.Currency;
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

/// `/app/limits`: what the organisation may spend in all; below it, what one key may.
@Controller
@Path("/app/limits")
@RequestScoped
public class LimitsPage {
    private final ApiKeys keys;
    private final OrganisationLimits limits;
    private final Spending spending;
    private final Messages messages;
    private final Visit visit;
    private final Pages pages;

    @Inject
    LimitsPage(
            ApiKeys keys,
            OrganisationLimits limits,
            Spending spending,
            Messages messages,
            Visit visit,
            Pages pages) {
        this.keys = keys;
        this.limits = limits;
        this.spending = spending;
        this.messages = messages;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `key` is empty for the organisation's limit.
    public record View(
            Optional<Key> key,
            Optional<LimitForms.Line> now,
            Form form,
            String currency,
            List<String> resets) {}

    /// The key whose limits they are.
    public record Key(String id, String name, String masked) {}

    @GET
    public Response show() {
        var limit = spent().map(Spending.Spent::limit);
        var form = LimitForms.of(new ApiKey.Limits(limit, Optional.empty()));
        return pages.show("buyer/limits", view(form));
    }

    @POST
    public Response set(
            @FormParam("limit") @DefaultValue("") String limit,
            @FormParam("reset") @DefaultValue("") String reset) {
        var form = checked(Form.of(Map.of("limit", limit, "reset", reset)));
        if (!form.isRight()) {
            return pages.again("buyer/limits", view(form));
        }
        var currency = visit.organisation().currency();
        var organisation = visit.organisation().id();
        LimitForms.limits(form, currency)
                .whole()
                .ifPresentOrElse(
                        given -> limits.set(organisation, given, visit.actor()),
                        () -> limits.lift(organisation, currency, visit.actor()));
        return pages.to("/app/keys");
    }

    @GET
    @Path("keys/{id}")
    public Response showKey(@PathParam("id") String id) {
        var key = key(id);
        return pages.show("buyer/limits", view(key, LimitForms.of(key.limits())));
    }

    @POST
    @Path("keys/{id}")
    public Response setKey(
            @PathParam("id") String id,
            @FormParam("limit") @DefaultValue("") String limit,
            @FormParam("reset") @DefaultValue("") String reset,
            @FormParam("taskLimit") @DefaultValue("") String taskLimit) {
        var key = key(id);
        var form = checked(Form.of(Map.of("limit", limit, "reset", reset, "taskLimit", taskLimit)));
        if (!form.isRight()) {
            return pages.again("buyer/limits", view(key, form));
        }
        keys.limit(
                key.id(),
                visit.organisation().id(),
                LimitForms.limits(form, currency(key)),
                visit.actor());
        return pages.to("/app/keys");
    }

    private ApiKey key(String id) {
        return keys.find(SubscriptionsPage.id(id), visit.organisation().id())
                .filter(key -> key.purpose() == ApiKey.Purpose.GATEWAY)
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such key"));
    }

    /// The one that the key is limited in, or else the organisation's.
    private Currency currency(ApiKey key) {
        return key.limits()
                .whole()
                .map(SpendLimit::most)
                .or(key.limits()::perTask)
                .map(most -> most.currency())
                .orElse(visit.organisation().currency());
    }

    private Optional<Spending.Spent> spent() {
        return LimitForms.in(
                visit.organisation().currency(),
                spending.ofOrganisation(visit.organisation().id()));
    }

    private View view(Form form) {
        return new View(
                Optional.empty(),
                spent().map(one -> LimitForms.Line.of(one, visit.figures())),
                form,
                visit.organisation().currency().code(),
                LimitForms.resets());
    }

    private View view(ApiKey key, Form form) {
        return new View(
                Optional.of(new Key(key.id().toString(), key.name(), KeysPage.masked(key))),
                Optional.ofNullable(spending.ofKeys(List.of(key)).get(key.id()))
                        .map(one -> LimitForms.Line.of(one, visit.figures())),
                form,
                currency(key).code(),
                LimitForms.resets());
    }

    private Form checked(Form form) {
        var fault = messages.text(visit.prefs().locale(), "limits.amount.malformed");
        return LimitForms.checked(form, fault);
    }
}
