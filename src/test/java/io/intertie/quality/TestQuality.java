package io.intertie.quality;

import io.intertie.platform.persistence.Database;
import java.time.Clock;

/// Measured quality for tests of other rooms.
public final class TestQuality {
    private TestQuality() {}

    public static Quality on(Database database, Clock clock) {
        return new Quality(database, clock);
    }

    /// Makes seen what was recorded.
    public static void flush(Quality quality) {
        quality.flush();
    }
}
