package io.intertie.platform.http;

import io.intertie.platform.persistence.UuidV7;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;

/// Gives every request an id, on the way in as an attribute and on the way out as a header.
///
/// The id is ours, never the caller's, so that it can name one row of the ledger.
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class RequestIds extends HttpFilter {
    /// The response header that carries it.
    public static final String HEADER = "x-request-id";

    private static final long serialVersionUID = 1L;
    private static final String ATTRIBUTE = "io.intertie.request-id";

    private final transient Clock clock;

    @Inject
    public RequestIds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        give(request, (HttpServletResponse) response, clock);
        chain.doFilter(request, response);
    }

    /// Gives the request its id, unless it has one: for who answers before this filter is reached.
    public static void give(ServletRequest request, HttpServletResponse response, Clock clock) {
        if (request.getAttribute(ATTRIBUTE) == null) {
            var id = UuidV7.at(clock.instant());
            request.setAttribute(ATTRIBUTE, id);
            response.setHeader(HEADER, id.toString());
        }
    }

    /// The id of a request that came through this filter.
    public static UUID of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof UUID id) {
            return id;
        }
        throw new IllegalStateException("a request without id");
    }
}
