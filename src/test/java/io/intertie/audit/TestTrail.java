package io.intertie.audit;

import io.intertie.platform.persistence.Database;
import java.time.Clock;

/// The room wired by hand on a database, for tests of this room and of those above it.
public final class TestTrail {
    private TestTrail() {}

    public static Trail on(Database database, Clock clock) {
        return new Trail(database, new EntryStore(database), clock);
    }
}
