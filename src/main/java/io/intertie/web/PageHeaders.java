package io.intertie.web;

import io.intertie.platform.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.net.URI;
import java.util.zip.GZIPOutputStream;

/// How every page goes out: with the security headers, nothing inline, nothing from elsewhere; and
/// as gzip to a browser that takes it, a fifth of its size.
///
/// A page's token is new in every session and its cookie never comes along from another site, so
/// the compressed length tells a stranger nothing.
@Provider
@ApplicationScoped
public class PageHeaders implements ContainerResponseFilter, WriterInterceptor {
    private static final String GZIP = "gzip";

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
            headers.putSingle(HttpHeaders.CONTENT_TYPE, "text/html; charset=UTF-8");
            headers.putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            var accepted = request.getHeaderString(HttpHeaders.ACCEPT_ENCODING);
            if (accepted != null && accepted.contains(GZIP)) {
                headers.putSingle(HttpHeaders.CONTENT_ENCODING, GZIP);
            }
        }
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        if (!GZIP.equals(context.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING))) {
            context.proceed();
            return;
        }
        var gzip = new GZIPOutputStream(context.getOutputStream());
        context.setOutputStream(gzip);
        context.proceed();
        gzip.finish();
    }
}
