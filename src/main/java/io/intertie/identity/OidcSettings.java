package io.intertie.identity;

import io.intertie.platform.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/// The settings by the names that the expressions on [KeycloakDoor] ask for.
@ApplicationScoped
class OidcSettings {
    private final Settings settings;

    @Inject
    OidcSettings(Settings settings) {
        this.settings = settings;
    }

    @Produces
    @Named("oidcIssuer")
    String issuer() {
        return settings.oidcIssuer().toString();
    }

    @Produces
    @Named("oidcClientId")
    String clientId() {
        return settings.oidcClientId();
    }

    /// Revealed to the container, which sends it to Keycloak with each code and refresh token.
    @Produces
    @Named("oidcClientSecret")
    String clientSecret() {
        return settings.oidcClientSecret().reveal();
    }
}
