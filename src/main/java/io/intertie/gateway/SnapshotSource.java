package io.intertie.gateway;

import io.intertie.catalog.Catalog;
import io.intertie.gateway.admission.Admission;
import io.intertie.platform.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/// Takes snapshots from the rooms that know.
@ApplicationScoped
class SnapshotSource {
    private final Callers callers;
    private final Catalog catalog;
    private final OfferSource offers;
    private final Settings settings;
    private final Clock clock;

    @Inject
    SnapshotSource(
            Callers callers, Catalog catalog, OfferSource offers, Settings settings, Clock clock) {
        this.callers = callers;
        this.catalog = catalog;
        this.offers = offers;
        this.settings = settings;
        this.clock = clock;
    }

    /// Reads the market as it is now.
    ///
    /// @throws io.intertie.platform.persistence.DatabaseAway if it cannot be read
    Snapshot take() {
        var takenAt = clock.instant();
        var models = catalog.models();
        var origin = new Admission.Origin(settings.url(), takenAt);
        var admission = new Admission(origin, callers.known(), models);
        return offers.snapshot(admission, models, takenAt);
    }
}
