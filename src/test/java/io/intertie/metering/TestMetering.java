package io.intertie.metering;

import io.intertie.fx.Quotes;
import io.intertie.fx.TestQuotes;
import io.intertie.ledger.TestLedger;
import io.intertie.tariff.PriceVersion;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The room wired by hand on a ledger, for tests of this room and of those above it.
public record TestMetering(Metering metering, UsageRecords records) {
    public static TestMetering on(
            TestLedger ledger, Map<UUID, PriceVersion> versions, Clock clock) {
        return on(ledger, versions, clock, TestQuotes.on(ledger.database(), clock));
    }

    static TestMetering on(
            TestLedger ledger, Map<UUID, PriceVersion> versions, Clock clock, Quotes quotes) {
        var database = ledger.database();
        var store = new UsageStore(database);
        var sums = new UsageSums(database);
        var exchange = new Exchange(quotes, clock);
        var rating = new Rating(id -> Optional.ofNullable(versions.get(id)), exchange);
        var strict =
                new StrictMode(
                        database, store, sums, rating, ledger.wallets(), ledger.chargeUsage());
        return new TestMetering(
                new Metering(rating, strict, clock), new UsageRecords(database, store, strict));
    }
}
