package io.intertie.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.openid.OpenIdContext;

/// What Keycloak's identity token says of the user of this session.
@ApplicationScoped
class KeycloakClaims {
    private final OpenIdContext session;

    @Inject
    KeycloakClaims(OpenIdContext session) {
        this.session = session;
    }

    /// A claim, or the empty text where there is none.
    String text(String claim) {
        var token = session.getIdentityToken();
        return token == null ? "" : token.getJwtClaims().getStringClaim(claim).orElse("");
    }
}
