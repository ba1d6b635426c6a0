package io.intertie.quality;

import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.DatabaseAway;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/// What a listing's uptime says about where it belongs in a route, read from memory.
///
/// The last half hour decides where 100 calls count in it, so that a listing that is mended comes
/// back soon; else the last day does. **Always true** reading asks no database and waits for
/// nobody; the memory is one entry for each listing with 100 counted calls, and each node reads
/// them anew every ten seconds. While the database is away the last ones stand (`StandingsTest`).
@ApplicationScoped
public class Standings {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Quality quality;
    private volatile Map<UUID, Uptime.Standing> known = Map.of();

    @Inject
    Standings(Quality quality) {
        this.quality = quality;
    }

    public Uptime.Standing of(UUID listingId) {
        return known.getOrDefault(listingId, Uptime.Standing.UNKNOWN);
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        jobs.every("quality standings", PAUSE, this::refresh);
    }

    void refresh() {
        try {
            known = quality.standings();
        } catch (DatabaseAway away) {
            // The next time tells.
        }
    }
}
