package io.intertie.audit;

import io.intertie.platform.persistence.Database;
import java.time.Clock;
import java.util.List;

/// The room wired by hand on a database, for tests of this room and of those above it.
public final class TestTrail {
    private TestTrail() {}

    public static Trail on(Database database, Clock clock) {
        return new Trail(database, new EntryStore(database), clock);
    }

    /// What was recorded, the oldest first: `actor action {detail}`.
    public static List<String> lines(Trail trail) {
        return trail.latest(1000).reversed().stream()
                .map(entry -> entry.actor() + " " + entry.action() + " " + entry.detail())
                .toList();
    }
}
