package io.intertie.web.visitor;

import io.intertie.identity.SignIn;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/// `/signin` and `/signout`: whoever reaches `/signin` has come through Keycloak.
@Controller
@Path("/")
@RequestScoped
public class SignInPage {
    private final SignIn signIn;
    private final Visit visit;
    private final Pages pages;

    @Inject
    SignInPage(SignIn signIn, Visit visit, Pages pages) {
        this.signIn = signIn;
        this.visit = visit;
        this.pages = pages;
    }

    @GET
    @Path("signin")
    public Response enter(@QueryParam("to") @DefaultValue("") String to) {
        visit.member();
        return pages.to(to.isEmpty() ? "/app" : SettingsPage.withinThisSite(to));
    }

    @POST
    @Path("signout")
    public Response leave(@Context HttpServletRequest request) {
        signIn.signOut(request);
        return pages.to("/");
    }
}
