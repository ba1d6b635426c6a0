package io.intertie.identity;

import java.util.Optional;

/// Programs that come with a Keycloak access token (client credentials) instead of a key.
public interface ServiceAccounts {
    /// The actor behind a bearer token, or empty when it is not a valid one of our realm.
    ///
    /// @throws KeycloakAway if the token cannot be checked now: 503, never 401
    Optional<Actor> verify(String bearerToken, String address);
}
