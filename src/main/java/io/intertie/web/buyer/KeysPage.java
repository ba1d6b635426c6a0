package io.intertie.web.buyer;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.metering.Spending;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.web.Figures;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/app/keys`: make a key, see its secret once, revoke it.
///
/// The secret waits in the session for the one page after the redirect, and is gone then.
@Controller
@Path("/app/keys")
@RequestScoped
public class KeysPage {
    private static final String FRESH = "fresh-key";

    private final ApiKeys keys;
    private final Spending spending;
    private final Messages messages;
    private final Clock clock;
    private final Visit visit;
    private final Pages pages;

    @Inject
    KeysPage(
            ApiKeys keys,
            Spending spending,
            Messages messages,
            Clock clock,
            Visit visit,
            Pages pages) {
        this.keys = keys;
        this.spending = spending;
        this.messages = messages;
        this.clock = clock;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `secret` is there once, right after the key was made.
    public record View(
            List<Line> keys,
            Form form,
            Optional<String> secret,
            String currency,
            List<String> resets,
            Optional<LimitForms.Line> organisation) {}

    /// What was typed to make a key.
    public static final class Typed {
        @FormParam("name")
        @DefaultValue("")
        private String name = "";

        @FormParam("purpose")
        @DefaultValue("GATEWAY")
        private String purpose = "";

        @FormParam("days")
        @DefaultValue("")
        private String days = "";

        @FormParam("limit")
        @DefaultValue("")
        private String limit = "";

        @FormParam("reset")
        @DefaultValue("")
        private String reset = "";

        @FormParam("taskLimit")
        @DefaultValue("")
        private String taskLimit = "";

        private Form form() {
            return Form.of(
                    Map.of(
                            "name", name,
                            "purpose", purpose,
                            "days", days,
                            "limit", limit,
                            "reset", reset,
                            "taskLimit", taskLimit));
        }
    }

    /// A key, written out.
    public record Line(
            String id,
            String name,
            String masked,
            String purpose,
            Figures.Moment createdAt,
            Optional<Figures.Moment> lastUsedAt,
            Optional<Figures.Moment> expiresAt,
            String state,
            Optional<LimitForms.Line> limit,
            Optional<String> perTask) {
        static Line of(ApiKey key, Optional<Spending.Spent> spent, Instant now, Figures figures) {
            return new Line(
                    key.id().toString(),
                    key.name(),
                    KeysPage.masked(key),
                    key.purpose().name().toLowerCase(java.util.Locale.ROOT),
                    figures.moment(key.createdAt()),
                    key.lastUsedAt().map(figures::moment),
                    key.expiresAt().map(figures::moment),
                    state(key, now),
                    spent.map(one -> LimitForms.Line.of(one, figures)),
                    key.limits().perTask().map(figures::exact));
        }

        private static String state(ApiKey key, Instant now) {
            if (key.revokedAt().isPresent()) {
                return "revoked";
            }
            return key.isUsableAt(now) ? "usable" : "expired";
        }

        public boolean isLimitable() {
            return isUsable() && purpose.equals("gateway");
        }

        public boolean isUsable() {
            return state.equals("usable");
        }
    }

    /// What the page shows that asks before a key is revoked.
    public record Revoking(Line key) {}

    @GET
    public Response show() {
        return pages.show("buyer/keys", view(Form.EMPTY, visit.taken(FRESH)));
    }

    @POST
    public Response create(@BeanParam Typed typed) {
        var form = LimitForms.checked(typed.form(), word("limits.amount.malformed"));
        if (form.value("purpose").equals("MANAGEMENT")) {
            for (var name : List.of("limit", "taskLimit")) {
                if (!form.value(name).isEmpty()) {
                    form = form.wrong(name, word("limits.management"));
                }
            }
        }
        if (form.value("name").isEmpty()) {
            form = form.wrong("name", word("keys.name.missing"));
        }
        if (!form.value("days").matches("|[1-9]\\d{0,3}")) {
            form = form.wrong("days", word("keys.days.malformed"));
        }
        if (!form.isRight()) {
            return pages.again("buyer/keys", view(form, Optional.empty()));
        }
        try {
            var created = keys.create(request(form), visit.actor());
            visit.keep(FRESH, created.secret().reveal());
        } catch (Problem problem) {
            if (problem.fields().isEmpty()) {
                throw problem;
            }
            return pages.again(
                    "buyer/keys", view(form.wrong(pages.told(problem)), Optional.empty()));
        }
        return pages.to("/app/keys");
    }

    private ApiKeys.Request request(Form form) {
        return new ApiKeys.Request(
                visit.organisation().id(),
                form.value("purpose").equals("MANAGEMENT")
                        ? ApiKey.Purpose.MANAGEMENT
                        : ApiKey.Purpose.GATEWAY,
                form.value("name"),
                form.optional("days")
                        .map(days -> clock.instant().plus(Duration.ofDays(Long.parseLong(days)))),
                LimitForms.limits(form, visit.organisation().currency()));
    }

    @GET
    @Path("{id}/revoke")
    public Response ask(@PathParam("id") String id) {
        var key =
                lines().stream()
                        .filter(line -> line.id().equals(id) && line.isUsable())
                        .findFirst()
                        .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such key"));
        return pages.show("buyer/key-revoke", new Revoking(key));
    }

    @POST
    @Path("{id}/revoke")
    public Response revoke(@PathParam("id") String id) {
        keys.revoke(SubscriptionsPage.id(id), visit.organisation().id(), visit.actor());
        return pages.to("/app/keys");
    }

    private View view(Form form, Optional<String> secret) {
        var buyer = visit.organisation();
        return new View(
                lines(),
                form,
                secret,
                buyer.currency().code(),
                LimitForms.resets(),
                LimitForms.in(buyer.currency(), spending.ofOrganisation(buyer.id()))
                        .map(one -> LimitForms.Line.of(one, visit.figures())));
    }

    private List<Line> lines() {
        var figures = visit.figures();
        var all = keys.of(visit.organisation().id());
        var spent = spending.ofKeys(all);
        return all.stream()
                .map(key ->
                        Line.of(
                                key,
                                Optional.ofNullable(spent.get(key.id())),
                                clock.instant(),
                                figures))
                .toList();
    }

    static String masked(ApiKey key) {
        return key.prefix() + "…" + key.lastFour();
    }

    private String word(String key) {
        return messages.text(visit.prefs().locale(), key);
    }
}
