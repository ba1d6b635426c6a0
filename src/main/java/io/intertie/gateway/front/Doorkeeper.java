package io.intertie.gateway.front;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;

/// Serves nobody: it is there to be taken away first.
///
/// A server that stops an application takes its servlets away in the order in which they came, and
/// JAX-RS with them, before it tells anybody else. This one comes from web.xml, before all others,
/// and goes when the last answer has ended.
public class Doorkeeper extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Fronts fronts;

    @Inject
    Doorkeeper(Fronts fronts) {
        this.fronts = fronts;
    }

    @Override
    public void destroy() {
        fronts.close();
    }
}
