package io.intertie.platform.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// What every room is handed instead of reaching for it: the settings and the time.
@ApplicationScoped
class Ambient {
    @Produces
    @Singleton
    Settings settings() {
        return Settings.from(System.getenv());
    }

    /// UTC in microseconds: what PostgreSQL keeps, so that a written instant equals the read one.
    @Produces
    @Singleton
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), java.time.Duration.ofNanos(1000));
    }
}
