package io.intertie.ledger;

import io.intertie.platform.persistence.Database;

/// Sums over captures on a database, for tests of the rooms above.
public final class TestCaptures {
    private TestCaptures() {}

    public static Captures on(Database database) {
        return new Captures(database);
    }

    public static FxPosition positionOn(Database database) {
        return new FxPosition(database);
    }
}
