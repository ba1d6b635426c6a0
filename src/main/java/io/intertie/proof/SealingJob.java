package io.intertie.proof;

import io.intertie.platform.jobs.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;

/// Seals each second, on every node; the database lets one of them.
@ApplicationScoped
class SealingJob {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Sealing sealing;
    private final Jobs jobs;

    @Inject
    SealingJob(Sealing sealing, Jobs jobs) {
        this.sealing = sealing;
        this.jobs = jobs;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
        jobs.every("seal", PAUSE, sealing::seal);
    }
}
