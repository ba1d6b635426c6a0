package io.intertie.metering;

import io.intertie.platform.jobs.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;

/// Gives back what was set aside for requests that never ended: their node was killed.
@ApplicationScoped
class HoldExpiryJob {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Metering metering;
    private final Jobs jobs;

    @Inject
    HoldExpiryJob(Metering metering, Jobs jobs) {
        this.metering = metering;
        this.jobs = jobs;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
        jobs.every("hold expiry", PAUSE, metering::expire);
    }
}
