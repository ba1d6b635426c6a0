package io.intertie.web.buyer;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.access.SpendLimit;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.web.Form;
import io.intertie.web.Messages;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/app/keys/{id}`: change a key; below it, give it another secret, and revoke it.
@Controller
@Path("/app/keys/{id}")
@RequestScoped
public class KeyPage {
    /// For how long the old secret stays valid.
    private static final Map<String, Duration> OVERLAPS =
            Map.of(
                    "NONE", Duration.ZERO,
                    "HOUR", Duration.ofHours(1),
                    "DAY", Duration.ofDays(1),
                    "WEEK", Duration.ofDays(7));

    private final ApiKeys keys;
    private final KeyViews views;
    private final Messages messages;
    private final Visit visit;
    private final Pages pages;

    @Inject
    KeyPage(ApiKeys keys, KeyViews views, Messages messages, Visit visit, Pages pages) {
        this.keys = keys;
        this.views = views;
        this.messages = messages;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows that changes a key.
    public record View(
            KeyLines.Line key,
            Form form,
            String currency,
            List<String> resets,
            KeyViews.Choices choices) {}

    /// What the pages show that ask before a key is revoked or rolled.
    public record Asking(KeyLines.Line key, Form form) {}

    @GET
    public Response show(@PathParam("id") String id) {
        var key = changeable(id);
        return pages.show("buyer/key", view(key, KeyForms.of(key, visit.prefs().zone())));
    }

    @POST
    public Response change(@PathParam("id") String id, @BeanParam KeyFields typed) {
        var key = changeable(id);
        var setting =
                new KeyForms.Setting(
                        key.organisationId(),
                        currency(key),
                        visit.prefs().zone(),
                        views.now(),
                        Optional.of(key));
        var form = KeyForms.checked(typed.form(key.purpose()), setting, this::word);
        if (!form.isRight()) {
            return pages.again("buyer/key", view(key, form));
        }
        try {
            var wanted = KeyForms.request(form, setting);
            var _ = keys.change(key.id(), key.organisationId(), _ -> wanted, visit.actor());
        } catch (Problem problem) {
            if (problem.fields().isEmpty()) {
                throw problem;
            }
            return pages.again("buyer/key", view(key, form.wrong(pages.told(problem))));
        }
        return pages.to("/app/keys");
    }

    @GET
    @Path("roll")
    public Response askRoll(@PathParam("id") String id) {
        return pages.show("buyer/key-roll", new Asking(line(usable(id)), Form.EMPTY));
    }

    @POST
    @Path("roll")
    public Response roll(
            @PathParam("id") String id, @FormParam("overlap") @DefaultValue("") String overlap) {
        var key = usable(id);
        var chosen = Optional.ofNullable(OVERLAPS.get(overlap));
        if (chosen.isEmpty()) {
            var form = Form.EMPTY.wrong("overlap", word("keys.roll.choose"));
            return pages.again("buyer/key-roll", new Asking(line(key), form));
        }
        var rolled = keys.roll(key.id(), key.organisationId(), chosen.get(), visit.actor());
        visit.keep(KeysPage.FRESH, rolled.secret().reveal());
        return pages.to("/app/keys");
    }

    @GET
    @Path("revoke")
    public Response askRevoke(@PathParam("id") String id) {
        return pages.show("buyer/key-revoke", new Asking(line(usable(id)), Form.EMPTY));
    }

    @POST
    @Path("revoke")
    public Response revoke(@PathParam("id") String id) {
        keys.revoke(SubscriptionsPage.id(id), visit.organisation().id(), visit.actor());
        return pages.to("/app/keys");
    }

    private ApiKey changeable(String id) {
        return keys.find(SubscriptionsPage.id(id), visit.organisation().id())
                .filter(key -> key.revokedAt().isEmpty())
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such key"));
    }

    private ApiKey usable(String id) {
        return Optional.of(changeable(id))
                .filter(key -> key.isUsableAt(views.now()))
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such key"));
    }

    /// The one that the key is limited in, or else the organisation's.
    private Currency currency(ApiKey key) {
        return key.limits()
                .whole()
                .map(SpendLimit::most)
                .or(key.limits()::perTask)
                .map(Money::currency)
                .orElse(visit.organisation().currency());
    }

    private KeyLines.Line line(ApiKey key) {
        return views.line(key, visit.prefs(), this::word);
    }

    private View view(ApiKey key, Form form) {
        return new View(
                line(key),
                form,
                currency(key).code(),
                LimitForms.resets(),
                views.choices(key.organisationId(), Optional.of(key)));
    }

    private String word(String key, Object... arguments) {
        return messages.text(visit.prefs().locale(), key, arguments);
    }
}
