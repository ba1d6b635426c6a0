package io.intertie.fx;

import io.intertie.platform.persistence.Database;
import java.time.Clock;

/// The room wired by hand on a database, for tests of this room and of those above it.
public final class TestQuotes {
    private TestQuotes() {}

    public static Quotes on(Database database, Clock clock) {
        var store = new RateStore(database);
        var rates = new ReferenceRates(store, new Intake(database, store, clock), true);
        return new Quotes(database, new QuoteStore(database), rates, clock);
    }
}
