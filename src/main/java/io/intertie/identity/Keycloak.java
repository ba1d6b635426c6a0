package io.intertie.identity;

import io.intertie.platform.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Whether Keycloak answers, found out before anybody is made to wait for it.
///
/// The container's client waits without an end, so a slow Keycloak counts as away. One caller asks,
/// the others wait for the same answer; it holds for some seconds.
@ApplicationScoped
class Keycloak {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration HOLDS = Duration.ofSeconds(3);

    private final URI metadata;
    private final Clock clock;
    private final HttpClient client;
    private boolean away;
    private Instant knownUntil = Instant.EPOCH;

    @Inject
    Keycloak(Settings settings, Clock clock) {
        this.metadata = URI.create(settings.oidcIssuer() + "/.well-known/openid-configuration");
        this.clock = clock;
        this.client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    }

    /// Whether Keycloak is not there for us now.
    synchronized boolean isAway() {
        if (!clock.instant().isBefore(knownUntil)) {
            away = !answers();
            knownUntil = clock.instant().plus(HOLDS);
        }
        return away;
    }

    private boolean answers() {
        try {
            var request = HttpRequest.newBuilder(metadata).timeout(PATIENCE).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException failed) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
