package io.intertie.metering;

import io.intertie.platform.persistence.Database;

/// Usage records on a database, written as they were rated, for tests of the rooms above.
public record TestUsage(UsageRecords records, Earnings earnings, Store store) {
    public static TestUsage on(Database database) {
        var store = new UsageStore(database);
        return new TestUsage(
                new UsageRecords(database, store), new Earnings(database), store::insert);
    }

    /// Writes a record with its charge; false if its request has one.
    public interface Store {
        boolean write(UsageRecord usage, Charge charge);
    }
}
