package io.intertie.energy;

import io.intertie.catalog.Catalog;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.DatabaseAway;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;

/// Counts every site's last days again, hour by hour.
@ApplicationScoped
class Recounting {
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Catalog catalog;
    private final EnergyReadings readings;

    @Inject
    Recounting(Catalog catalog, EnergyReadings readings) {
        this.catalog = catalog;
        this.readings = readings;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        jobs.every("energy recount", PAUSE, this::all);
    }

    void all() {
        try {
            catalog.dataCenters().forEach(readings::recount);
        } catch (DatabaseAway away) {
            // The next hour finds the same, and more.
        }
    }
}
