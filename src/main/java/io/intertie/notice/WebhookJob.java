package io.intertie.notice;

import io.intertie.platform.jobs.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;

/// Sends what is due, every few seconds.
@ApplicationScoped
class WebhookJob {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final WebhookSending sending;
    private final Jobs jobs;

    @Inject
    WebhookJob(WebhookSending sending, Jobs jobs) {
        this.sending = sending;
        this.jobs = jobs;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
        jobs.every("webhooks", PAUSE, sending::send);
    }
}
