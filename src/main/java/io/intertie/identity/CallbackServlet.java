package io.intertie.identity;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/// Where Keycloak sends a browser back to: the door acts on it, so whoever gets as far as here has
/// cancelled or come by hand.
@WebServlet(KeycloakDoor.CALLBACK)
public class CallbackServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        Redirect.send(response, "/");
    }
}
