package io.intertie.tariff;

import io.intertie.platform.jobs.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;

/// Prices the hours of spot plans: each minute, and when a plan has just been published.
@ApplicationScoped
class SpotJob {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final SpotHours spots;
    private final Press press;
    private final Jobs jobs;

    @Inject
    SpotJob(SpotHours spots, Press press, Jobs jobs) {
        this.spots = spots;
        this.press = press;
        this.jobs = jobs;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
        jobs.every("spot hours", PAUSE, spots::publish);
    }

    void onPrice(@Observes PriceVersionPublished event) {
        press.find(event.priceVersionId())
                .filter(version -> version.kind() == PriceVersion.Kind.CEILING)
                .ifPresent(spots::publish);
    }
}
