package io.intertie.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who is at the browser, as Keycloak said.
@ApplicationScoped
public class SignIn {
    private static final String MEMBER = SignIn.class.getName() + ".member";

    private final Organisations organisations;
    private final KeycloakClaims claims;

    @Inject
    SignIn(Organisations organisations, KeycloakClaims claims) {
        this.organisations = organisations;
        this.claims = claims;
    }

    /// The member who is signed in; a Keycloak user seen for the first time becomes a buyer with an
    /// organisation of their own.
    ///
    /// A provider seen for the first time gets a provider's organisation, an admin or auditor joins
    /// the operator's. A user without any role of the market is nobody.
    public Optional<Member> current(HttpServletRequest request) {
        if (request.getAttribute(MEMBER) instanceof Member member) {
            return Optional.of(member);
        }
        var roles = roles(request);
        if (request.getUserPrincipal() == null || roles.isEmpty()) {
            return Optional.empty();
        }
        var member =
                organisations.welcome(
                        new Newcomer(
                                request.getUserPrincipal().getName(),
                                claims.text("name"),
                                claims.text("email"),
                                roles,
                                Collections.list(request.getLocales())));
        request.setAttribute(MEMBER, member);
        return Optional.of(member);
    }

    /// Ends the session here and at Keycloak; the answer to the request is a redirect, already
    /// sent.
    public void signOut(HttpServletRequest request) {
        try {
            request.logout();
        } catch (ServletException failed) {
            throw new IllegalStateException("the session does not end", failed);
        }
    }

    private static Set<Role> roles(HttpServletRequest request) {
        return Arrays.stream(Role.values())
                .filter(role -> request.isUserInRole(role.word()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
