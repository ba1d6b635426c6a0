package io.intertie.metering;

import io.intertie.access.ApiKeys;
import io.intertie.platform.jobs.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Tells the keys when they were last used: read from the usage, so that no call waits for it.
@ApplicationScoped
class KeyUseJob {
    private static final Duration PAUSE = Duration.ofSeconds(20);
    // Longer than a pause, so that a run that fails loses nothing.
    private static final Duration LOOK_BACK = Duration.ofMinutes(10);

    private final UsageSums sums;
    private final ApiKeys keys;
    private final Clock clock;
    private final Jobs jobs;

    @Inject
    KeyUseJob(UsageSums sums, ApiKeys keys, Clock clock, Jobs jobs) {
        this.sums = sums;
        this.keys = keys;
        this.clock = clock;
        this.jobs = jobs;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
        jobs.every("key use", PAUSE, this::tell);
    }

    private void tell() {
        sums.lastUses(clock.instant().minus(LOOK_BACK))
                .forEach((key, at) -> keys.touched(List.of(key), at));
    }
}
