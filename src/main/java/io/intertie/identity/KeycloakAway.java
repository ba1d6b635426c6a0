package io.intertie.identity;

/// Keycloak cannot be reached now. At the edge: 503 with Retry-After.
public final class KeycloakAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeycloakAway(Throwable cause) {
        super("Keycloak is away", cause);
    }
}
