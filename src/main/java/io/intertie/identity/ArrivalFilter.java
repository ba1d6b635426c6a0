package io.intertie.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// After a sign-in, sends the browser to the address it asked for, without the sign-in's code in
/// it: a reload or a copied address would carry a used code.
///
/// Mapped first in web.xml. A form that was sent while signed out is asked for again, not sent.
public class ArrivalFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(BrowserSession.ARRIVED) instanceof String path) {
            response.setHeader("Cache-Control", "no-store");
            Redirect.send(response, path);
            return;
        }
        chain.doFilter(request, response);
    }
}
