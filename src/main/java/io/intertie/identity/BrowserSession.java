package io.intertie.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.authentication.mechanism.http.openid.OpenIdConstant;
import jakarta.security.enterprise.identitystore.openid.OpenIdContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What the door remembers of a browser's session: when Keycloak last vouched for it.
@ApplicationScoped
class BrowserSession {
    /// The request's attribute with the path that a browser should show after its sign-in.
    static final String ARRIVED = BrowserSession.class.getName() + ".arrived";

    private static final String VERIFIED_AT = BrowserSession.class.getName() + ".verifiedAt";
    private static final Duration GRACE = Duration.ofMinutes(30);

    private final OpenIdContext tokens;
    private final Clock clock;

    @Inject
    BrowserSession(OpenIdContext tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /// Whether the tokens are still good without asking Keycloak.
    boolean isTokenFresh() {
        var access = tokens.getAccessToken();
        var identity = tokens.getIdentityToken();
        return access != null && identity != null && !access.isExpired() && !identity.isExpired();
    }

    /// Keycloak has just vouched for the user: a session begins, at the page that was asked for.
    void begin(HttpServletRequest request, HttpServletResponse response) {
        verified(request);
        Optional<String> original =
                tokens.getStoredValue(request, response, OpenIdConstant.ORIGINAL_REQUEST);
        request.setAttribute(ARRIVED, Redirect.ours(original.map(BrowserSession::path)));
    }

    void verified(HttpServletRequest request) {
        request.getSession().setAttribute(VERIFIED_AT, clock.instant());
    }

    /// Whether the session was verified so recently that it goes on without Keycloak.
    boolean mayPassUnverified(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null
                && session.getAttribute(VERIFIED_AT) instanceof Instant at
                && clock.instant().isBefore(at.plus(GRACE));
    }

    private static String path(String url) {
        var uri = URI.create(url);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }
}
