package io.intertie.web.buyer;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
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
    private final Messages messages;
    private final Clock clock;
    private final Visit visit;
    private final Pages pages;

    @Inject
    KeysPage(ApiKeys keys, Messages messages, Clock clock, Visit visit, Pages pages) {
        this.keys = keys;
        this.messages = messages;
        this.clock = clock;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `secret` is there once, right after the key was made.
    public record View(List<Line> keys, Form form, Optional<String> secret) {}

    /// A key, written out.
    public record Line(
            String id,
            String name,
            String masked,
            String purpose,
            Figures.Moment createdAt,
            Optional<Figures.Moment> lastUsedAt,
            Optional<Figures.Moment> expiresAt,
            String state) {
        static Line of(ApiKey key, Instant now, Figures figures) {
            return new Line(
                    key.id().toString(),
                    key.name(),
                    key.prefix() + "…" + key.lastFour(),
                    key.purpose().name().toLowerCase(java.util.Locale.ROOT),
                    figures.moment(key.createdAt()),
                    key.lastUsedAt().map(figures::moment),
                    key.expiresAt().map(figures::moment),
                    state(key, now));
        }

        private static String state(ApiKey key, Instant now) {
            if (key.revokedAt().isPresent()) {
                return "revoked";
            }
            return key.isUsableAt(now) ? "usable" : "expired";
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
    public Response create(
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("purpose") @DefaultValue("GATEWAY") String purpose,
            @FormParam("days") @DefaultValue("") String days) {
        var form = Form.of(Map.of("name", name, "purpose", purpose, "days", days));
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
            return pages.again("buyer/keys", view(form.wrong(problem), Optional.empty()));
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
                        .map(days -> clock.instant().plus(Duration.ofDays(Long.parseLong(days)))));
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
        return new View(lines(), form, secret);
    }

    private List<Line> lines() {
        var figures = visit.figures();
        return keys.of(visit.organisation().id()).stream()
                .map(key -> Line.of(key, clock.instant(), figures))
                .toList();
    }

    private String word(String key) {
        return messages.text(visit.prefs().locale(), key);
    }
}
