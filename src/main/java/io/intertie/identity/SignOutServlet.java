package io.intertie.identity;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/// `POST /signout`: ends the session here and at Keycloak.
///
/// Another site cannot make a browser do it: the session's cookie does not travel with its form.
@WebServlet("/signout")
public class SignOutServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject private transient @Nullable SignIn signIn;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        if (request.getUserPrincipal() != null && signIn != null) {
            signIn.signOut(request);
        }
        if (!response.isCommitted()) {
            Redirect.send(response, "/");
        }
    }
}
