package io.intertie.identity;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/// `/signin?to=/app`: leads on, and since only members reach it, through the sign-in first.
///
/// Without a `to` it leads to where the member's work is.
@WebServlet("/signin")
public class SignInServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        var to = request.getParameter("to");
        Redirect.send(response, to == null ? home(request) : Redirect.ours(Optional.of(to)));
    }

    private static String home(HttpServletRequest request) {
        if (request.isUserInRole(Role.ADMIN.word()) || request.isUserInRole(Role.AUDITOR.word())) {
            return "/admin";
        }
        return request.isUserInRole(Role.PROVIDER.word()) ? "/provider" : "/app";
    }
}
