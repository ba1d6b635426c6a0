package io.intertie.metering;

import io.intertie.platform.persistence.Database;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Usage records on a database, written as they were rated, for tests of the rooms above.
public record TestUsage(UsageRecords records, Earnings earnings, Store store) {
    public static TestUsage on(Database database) {
        var store = new UsageStore(database);
        var sums = new UsageSums(database);
        return new TestUsage(
                new UsageRecords(database, store, _ -> false),
                new Earnings(database),
                (usage, charge) -> {
                    var captureId =
                            usage.state() == UsageRecord.State.FAILED
                                    ? Optional.<UUID>empty()
                                    : Optional.of(usage.requestId());
                    var rated = new UsageRecords.Rated(usage, charge, captureId);
                    return database.transaction(() -> {
                        var fresh = store.insert(List.of(rated));
                        sums.add(List.of(rated), fresh);
                        return !fresh.isEmpty();
                    });
                });
    }

    /// Writes a record with its charge; false if its request has one.
    public interface Store {
        boolean write(UsageRecord usage, Charge charge);
    }
}
