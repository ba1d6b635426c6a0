package io.intertie.web.visitor;

import io.intertie.web.Form;
import io.intertie.web.Messages;
import io.intertie.web.Pages;
import io.intertie.web.Prefs;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/settings`: how a reader wants to read; kept in a cookie, then back to where they were.
///
/// A GET without a token: it changes nothing but the reader's own view. Without a choice it shows
/// the page to choose on.
@Controller
@Path("/settings")
@RequestScoped
public class SettingsPage {
    private static final int YEAR = 365 * 24 * 60 * 60;

    private final Messages messages;
    private final Visit visit;
    private final Pages pages;

    @Inject
    SettingsPage(Messages messages, Visit visit, Pages pages) {
        this.messages = messages;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `back` is where it leads afterwards.
    public record View(Form form, String back) {}

    @GET
    public Response choose(
            @QueryParam("language") Optional<String> language,
            @QueryParam("currency") Optional<String> currency,
            @QueryParam("zone") Optional<String> zone,
            @QueryParam("theme") Optional<String> theme,
            @QueryParam("back") @DefaultValue("/") String back) {
        var choice = new Prefs.Choice(language, currency, zone, theme);
        if (choice.equals(Prefs.Choice.NONE)) {
            return pages.show("visitor/settings", new View(Form.EMPTY, withinThisSite(back)));
        }
        var typed = new HashMap<String, @Nullable String>();
        language.ifPresent(value -> typed.put("language", value));
        currency.ifPresent(value -> typed.put("currency", value));
        zone.ifPresent(value -> typed.put("zone", value));
        theme.ifPresent(value -> typed.put("theme", value));
        var form = Form.of(typed);
        for (var name : Prefs.unknown(choice)) {
            var fault = messages.text(visit.prefs().locale(), "settings.unknown", form.value(name));
            form = form.wrong(name, fault);
        }
        if (!form.isRight()) {
            return pages.again("visitor/settings", new View(form, withinThisSite(back)));
        }
        var cookie =
                new NewCookie.Builder(Prefs.COOKIE)
                        .value(visit.prefs().with(choice).cookie())
                        .path("/")
                        .maxAge(YEAR)
                        .sameSite(NewCookie.SameSite.LAX)
                        .httpOnly(true)
                        .build();
        return Response.fromResponse(pages.to(withinThisSite(back))).cookie(cookie).build();
    }

    /// An address of this site without its `lang`, which would override what was just chosen.
    static String withinThisSite(String back) {
        var safe = back.matches("/(?![/\\\\])[\\w\\-./?&=%~,:+@]*") ? back : "/";
        return safe.replaceAll("([?&])lang=[^&]*&?", "$1").replaceAll("[?&]$", "");
    }
}
