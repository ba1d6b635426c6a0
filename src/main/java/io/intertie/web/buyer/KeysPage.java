package io.intertie.web.buyer;

import io.intertie.access.ApiKeys;
import io.intertie.platform.http.Problem;
import io.intertie.web.Form;
import io.intertie.web.Messages;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/// `/app/keys`: all keys with what they open and spend; make one, and see its secret once.
///
/// The secret waits in the session for the one page after the redirect, and is gone then.
@Controller
@Path("/app/keys")
@RequestScoped
public class KeysPage {
    /// Where a new secret waits.
    static final String FRESH = "fresh-key";

    private final ApiKeys keys;
    private final KeyViews views;
    private final Messages messages;
    private final Visit visit;
    private final Pages pages;

    @Inject
    KeysPage(ApiKeys keys, KeyViews views, Messages messages, Visit visit, Pages pages) {
        this.keys = keys;
        this.views = views;
        this.messages = messages;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `secret` is there once, right after the key was made or rolled.
    public record View(
            List<KeyLines.Line> keys,
            Form form,
            Optional<String> secret,
            String currency,
            List<String> resets,
            KeyViews.Choices choices,
            Optional<LimitForms.Line> organisation) {
        /// Whether the form shows what narrows a key from the start.
        public boolean isOpen() {
            return !form.isRight() || KeyForms.isNarrow(form);
        }
    }

    @GET
    public Response show() {
        return pages.show("buyer/keys", view(Form.EMPTY, visit.taken(FRESH)));
    }

    @POST
    public Response create(@BeanParam KeyFields typed) {
        var buyer = visit.organisation();
        var setting =
                new KeyForms.Setting(
                        buyer.id(),
                        buyer.currency(),
                        visit.prefs().zone(),
                        views.now(),
                        Optional.empty());
        var form = KeyForms.checked(typed.form(), setting, this::word);
        if (!form.isRight()) {
            return pages.again("buyer/keys", view(form, Optional.empty()));
        }
        try {
            var created = keys.create(KeyForms.request(form, setting), visit.actor());
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

    private View view(Form form, Optional<String> secret) {
        var buyer = visit.organisation();
        return new View(
                views.lines(buyer.id(), visit.prefs(), this::word),
                form,
                secret,
                buyer.currency().code(),
                LimitForms.resets(),
                views.choices(buyer.id(), Optional.empty()),
                views.ofOrganisation(buyer, visit.prefs()));
    }

    private String word(String key, Object... arguments) {
        return messages.text(visit.prefs().locale(), key, arguments);
    }
}
