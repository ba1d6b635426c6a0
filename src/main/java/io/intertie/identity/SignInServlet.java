package io.intertie.identity;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/// `/signin?to=/app`: leads on, and since only members reach it, through the sign-in first.
@WebServlet("/signin")
public class SignInServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        Redirect.send(response, Redirect.ours(Optional.ofNullable(request.getParameter("to"))));
    }
}
