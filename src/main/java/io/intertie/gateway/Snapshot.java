package io.intertie.gateway;

import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.routing.Router;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// What the market was at one moment: what is offered, and which price versions were published.
/// Immutable, but for the keys that `admission` knows.
record Snapshot(Admission admission, Router router, Instant takenAt, Set<UUID> priceVersions) {
    Snapshot {
        priceVersions = Set.copyOf(priceVersions);
    }

    Snapshot(Admission admission, Router router, Instant takenAt) {
        this(admission, router, takenAt, Set.of());
    }
}
