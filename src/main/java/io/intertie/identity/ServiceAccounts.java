package io.intertie.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/// Programs that come with a Keycloak access token (client credentials) instead of a key.
@ApplicationScoped
public class ServiceAccounts {
    private final AccessTokens tokens;
    private final Organisations organisations;

    @Inject
    ServiceAccounts(AccessTokens tokens, Organisations organisations) {
        this.tokens = tokens;
        this.organisations = organisations;
    }

    /// The actor behind a bearer token, or empty when it is not a valid one of our realm, or its
    /// client acts for no organisation.
    ///
    /// @throws KeycloakAway if the token cannot be checked now: 503, never 401
    public Optional<Actor> verify(String bearerToken, String address) {
        return tokens.verify(bearerToken)
                .flatMap(client ->
                        organisations
                                .ofServiceAccount(client.id())
                                .map(organisation ->
                                        new Actor(
                                                "service:" + client.id(),
                                                organisation,
                                                client.roles(),
                                                address)));
    }
}
