package io.intertie.web;

import io.intertie.platform.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/// Puts the security headers on every page: nothing inline, nothing from elsewhere.
@Provider
@ApplicationScoped
public class PageHeaders implements ContainerResponseFilter {
    private final String policy;

    @Inject
    PageHeaders(Settings settings) {
        this.policy = policy(settings.oidcIssuer());
    }

    // A form's redirects are checked against form-action too: signing in and out leads there.
    static String policy(URI issuer) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "font-src 'self'",
                "connect-src 'self'",
                "img-src 'self' data:",
                "form-action 'self' " + issuer.getScheme() + "://" + issuer.getAuthority(),
                "frame-ancestors 'none'",
                "base-uri 'none'");
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        headers.putSingle("Content-Security-Policy", policy);
        headers.putSingle("Cross-Origin-Opener-Policy", "same-origin");
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Referrer-Policy", "same-origin");
        headers.putSingle(
                "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        var signedIn = request.getSecurityContext().getUserPrincipal() != null;
        headers.putIfAbsent(
                "Cache-Control", java.util.List.of(signedIn ? "no-store" : "private, no-cache"));
        var type = response.getMediaType();
        if (type != null && type.isCompatible(MediaType.TEXT_HTML_TYPE)) {
            headers.putSingle("Content-Type", "text/html; charset=UTF-8");
        }
    }
}
