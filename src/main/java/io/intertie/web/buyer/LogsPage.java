package io.intertie.web.buyer;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.access.OrganisationLimits.Logging;
import io.intertie.logs.Log;
import io.intertie.logs.Logs;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// `/app/logs`: whether requests and answers are kept, of which keys and how long; and those that
/// are.
@Controller
@Path("/app/logs")
@RequestScoped
public class LogsPage {
    private static final String VIEW = "buyer/logs";
    private static final int MOST = 50;
    private static final String USUAL_DAYS = "30";

    private final Logs logs;
    private final ApiKeys keys;
    private final Messages messages;
    private final Visit visit;
    private final Pages pages;

    @Inject
    LogsPage(Logs logs, ApiKeys keys, Messages messages, Visit visit, Pages pages) {
        this.logs = logs;
        this.keys = keys;
        this.messages = messages;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `before` leads to older ones.
    public record View(
            boolean isOn,
            String count,
            Form form,
            List<Key> keys,
            List<Line> newest,
            Optional<String> before) {}

    /// A key whose calls can be kept.
    public record Key(String id, String name, String masked) {}

    /// A log, unopened.
    public record Line(
            String id,
            String brief,
            Figures.Moment at,
            String path,
            int status,
            boolean streamed,
            String asked,
            String answered,
            boolean isCut) {
        static Line of(Log.Head head, Figures figures) {
            var id = head.requestId().toString();
            return new Line(
                    id,
                    "…" + id.substring(id.length() - 8),
                    figures.precise(head.at()),
                    head.path(),
                    head.status(),
                    head.streamed(),
                    figures.count(head.askedBytes()),
                    figures.count(head.answeredBytes()),
                    head.isCut());
        }
    }

    /// What the page shows that asks before all is deleted.
    public record Asking(String count) {}

    @GET
    public Response show(@QueryParam("before") @DefaultValue("") String before) {
        var id = Optional.of(before).filter(text -> !text.isEmpty()).map(SubscriptionsPage::id);
        return pages.show(VIEW, view(form(), id));
    }

    @POST
    public Response allow(
            @FormParam("days") @DefaultValue("") String days,
            @FormParam("keysOf") @DefaultValue("ANY") String keysOf,
            @FormParam("keys") List<String> chosen) {
        var typed =
                Form.of(
                        Map.of(
                                "days", days,
                                "keysOf", keysOf,
                                "keys", String.join(" ", chosen)));
        var form = checked(typed);
        if (!form.isRight()) {
            return pages.again(VIEW, view(form, Optional.empty()));
        }
        try {
            logs.allow(visit.organisation().id(), logging(form), visit.actor());
        } catch (Problem problem) {
            return pages.again(VIEW, view(form.wrong(pages.told(problem)), Optional.empty()));
        }
        return pages.to("/app/logs");
    }

    @GET
    @Path("off")
    public Response ask() {
        return pages.show(
                "buyer/logs-off",
                new Asking(visit.figures().count(logs.count(visit.organisation().id()))));
    }

    @POST
    @Path("off")
    public Response forbid() {
        logs.forbid(visit.organisation().id(), visit.actor());
        return pages.to("/app/logs");
    }

    private Form checked(Form typed) {
        var form = typed;
        if (!typed.value("days").matches("\\d{1,3}")) {
            form = form.wrong("days", word("logs.days.malformed", Logging.MOST_DAYS));
        }
        if (isOnly(typed) && ids(typed).isEmpty()) {
            form = form.wrong("keys", word("logs.keys.none"));
        }
        return form;
    }

    private static boolean isOnly(Form form) {
        return form.value("keysOf").equals("ONLY");
    }

    private static Set<UUID> ids(Form form) {
        return form.optional("keys").stream()
                .flatMap(text -> List.of(text.split(" ")).stream())
                .map(SubscriptionsPage::id)
                .collect(Collectors.toSet());
    }

    private static Logging logging(Form form) {
        return new Logging(
                Integer.parseInt(form.value("days")), isOnly(form) ? ids(form) : Set.of());
    }

    private Form form() {
        return logs.rule(visit.organisation().id()).map(LogsPage::form).orElse(Form.EMPTY);
    }

    static Form form(Logging rule) {
        return Form.of(
                Map.of(
                        "days", Integer.toString(rule.days()),
                        "keysOf", rule.keys().isEmpty() ? "ANY" : "ONLY",
                        "keys",
                                rule.keys().stream()
                                        .map(UUID::toString)
                                        .collect(Collectors.joining(" "))));
    }

    private View view(Form form, Optional<UUID> before) {
        var owner = visit.organisation().id();
        var newest = logs.newest(owner, before, MOST);
        var figures = visit.figures();
        return new View(
                logs.rule(owner).isPresent(),
                figures.count(logs.count(owner)),
                form.values().isEmpty() ? Form.of(Map.of("days", USUAL_DAYS)) : form,
                keys.of(owner).stream()
                        .filter(key -> key.purpose() == ApiKey.Purpose.GATEWAY)
                        .filter(key -> key.revokedAt().isEmpty())
                        .map(LogsPage::key)
                        .toList(),
                newest.stream().map(head -> Line.of(head, figures)).toList(),
                newest.size() < MOST
                        ? Optional.empty()
                        : Optional.of(newest.getLast().requestId().toString()));
    }

    private static Key key(ApiKey key) {
        return new Key(key.id().toString(), key.name(), key.prefix() + "…" + key.lastFour());
    }

    private String word(String key, Object... arguments) {
        return messages.text(visit.prefs().locale(), key, arguments);
    }
}
