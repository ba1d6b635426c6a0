package io.intertie.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// Who is at the browser, as Keycloak said.
public interface SignIn {
    /// The member who is signed in; a Keycloak user seen for the first time becomes a buyer with an
    /// organisation of their own.
    Optional<Member> current(HttpServletRequest request);

    /// Ends the session here and at Keycloak.
    void signOut(HttpServletRequest request);
}
