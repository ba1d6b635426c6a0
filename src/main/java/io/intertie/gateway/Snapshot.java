package io.intertie.gateway;

import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.routing.Router;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/// What the market was at one moment: who may call, what is offered, and which price versions were
/// published. Immutable.
record Snapshot(Admission admission, Router router, Instant takenAt, Set<UUID> priceVersions) {
    Snapshot {
        priceVersions = Set.copyOf(priceVersions);
    }

    Snapshot(Admission admission, Router router, Instant takenAt) {
        this(admission, router, takenAt, Set.of());
    }

    /// The same without some keys, which were revoked after it was taken.
    Snapshot without(Collection<UUID> keyIds) {
        return keyIds.isEmpty()
                ? this
                : new Snapshot(admission.without(keyIds), router, takenAt, priceVersions);
    }
}
