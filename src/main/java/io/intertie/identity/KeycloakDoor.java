package io.intertie.identity;

import io.intertie.platform.http.RequestIds;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.authentication.mechanism.http.OpenIdAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.openid.ClaimsDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.openid.LogoutDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.openid.OpenIdConstant;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;

/// The door of the portal: the container's OpenID Connect sign-in, and what happens when Keycloak
/// is away.
///
/// | who | Keycloak answers | Keycloak is away |
/// |---|---|---|
/// | nobody, at a public page | passes | passes |
/// | nobody, at a member's page | is sent to Keycloak | 503, try again |
/// | back from Keycloak with a code | is signed in | 503, try again |
/// | signed in, token fresh | passes | passes |
/// | signed in, token expired | is verified anew | passes for half an hour, then 503 |
///
/// The container's own mechanism would answer 500, or end the session, in the last column.
@OpenIdAuthenticationMechanismDefinition(
        providerURI = "${oidcIssuer}",
        clientId = "${oidcClientId}",
        clientSecret = "${oidcClientSecret}",
        redirectURI = "${baseURL}" + KeycloakDoor.CALLBACK,
        redirectToOriginalResource = true,
        tokenAutoRefresh = true,
        jwksConnectTimeout = 2000,
        jwksReadTimeout = 5000,
        claimsDefinition =
                @ClaimsDefinition(
                        callerNameClaim = "preferred_username",
                        callerGroupsClaim = "groups"),
        logout = @LogoutDefinition(notifyProvider = true, redirectURI = "${baseURL}/"))
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
class KeycloakDoor implements HttpAuthenticationMechanism {
    /// Where Keycloak sends a browser back to.
    static final String CALLBACK = "/callback";

    private static final Logger LOG = System.getLogger(KeycloakDoor.class.getName());

    private final ContainerSignIn container;
    private final Keycloak keycloak;
    private final BrowserSession session;
    private final Clock clock;

    @Inject
    KeycloakDoor(
            ContainerSignIn container, Keycloak keycloak, BrowserSession session, Clock clock) {
        this.container = container;
        this.keycloak = keycloak;
        this.session = session;
        this.clock = clock;
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        // No filter has seen the request yet.
        RequestIds.give(request, response, clock);
        return request.getUserPrincipal() == null
                ? admit(request, response, context)
                : verify(request, response, context);
    }

    private AuthenticationStatus admit(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        var back = isBackFromKeycloak(request);
        if (!back && !context.isProtected()) {
            return context.doNothing();
        }
        if (keycloak.isAway()) {
            return DoorPage.AWAY.answer(request, response);
        }
        try {
            var status = container.mechanism().validateRequest(request, response, context);
            if (back && status == AuthenticationStatus.SUCCESS) {
                session.begin(request, response);
            }
            return back && status == AuthenticationStatus.SEND_FAILURE && !response.isCommitted()
                    ? DoorPage.UNFINISHED.answer(request, response)
                    : status;
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "sign-in failed", failed);
            var page = keycloak.isAway() ? DoorPage.AWAY : DoorPage.UNFINISHED;
            return page.answer(request, response);
        }
    }

    private AuthenticationStatus verify(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        if (session.isTokenFresh()) {
            return container.mechanism().validateRequest(request, response, context);
        }
        if (keycloak.isAway()) {
            return passUnverified(request, response, context);
        }
        try {
            var status = container.mechanism().validateRequest(request, response, context);
            if (status == AuthenticationStatus.SUCCESS) {
                session.verified(request);
            }
            return status;
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "a session could not be verified", failed);
            return passUnverified(request, response, context);
        }
    }

    private AuthenticationStatus passUnverified(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        if (context.isProtected() && !session.mayPassUnverified(request)) {
            return DoorPage.AWAY.answer(request, response);
        }
        var principal = request.getUserPrincipal();
        var callback = new CallerPrincipalCallback(context.getClientSubject(), principal);
        try {
            context.getHandler().handle(new Callback[] {callback});
            return AuthenticationStatus.SUCCESS;
        } catch (IOException | UnsupportedCallbackException failed) {
            throw new AuthenticationException("the session's caller was not taken", failed);
        }
    }

    /// Ends the session; at Keycloak too, unless it is away.
    @Override
    public void cleanSubject(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        if (!keycloak.isAway()) {
            container.mechanism().cleanSubject(request, response, context);
            return;
        }
        var current = request.getSession(false);
        if (current != null) {
            current.invalidate();
        }
        Redirect.send(response, request.getContextPath() + "/");
    }

    private static boolean isBackFromKeycloak(HttpServletRequest request) {
        // Only a GET: asking another request for a parameter would read its body.
        return request.getMethod().equals("GET")
                && request.getParameter(OpenIdConstant.CODE) != null
                && request.getParameter(OpenIdConstant.STATE) != null;
    }
}
