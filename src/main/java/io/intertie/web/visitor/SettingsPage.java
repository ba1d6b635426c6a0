package io.intertie.web.visitor;

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
import java.util.Optional;

/// Keeps how a reader wants to read in a cookie, and returns to where they were.
///
/// A GET without a token: it changes nothing but the reader's own view, and so works in any cache.
@Controller
@Path("/settings")
@RequestScoped
public class SettingsPage {
    private static final int YEAR = 365 * 24 * 60 * 60;

    private final Visit visit;
    private final Pages pages;

    @Inject
    SettingsPage(Visit visit, Pages pages) {
        this.visit = visit;
        this.pages = pages;
    }

    @GET
    public Response choose(
            @QueryParam("language") Optional<String> language,
            @QueryParam("currency") Optional<String> currency,
            @QueryParam("zone") Optional<String> zone,
            @QueryParam("theme") Optional<String> theme,
            @QueryParam("back") @DefaultValue("/") String back) {
        var choice = new Prefs.Choice(language, currency, zone, theme);
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
