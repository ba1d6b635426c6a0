package io.intertie.metering;

import io.intertie.fx.TestQuotes;
import io.intertie.ledger.TestLedger;
import io.intertie.platform.config.Settings;
import io.intertie.tariff.PriceVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A gateway node that leases, on its folder, wired by hand on a ledger.
public final class TestNode implements AutoCloseable {
    private final LeaseNode node;
    private final LeaseMode mode;
    private final Metering metering;
    private final UsageRecords records;

    private TestNode(LeaseNode node, LeaseMode mode, Metering metering, UsageRecords records) {
        this.node = node;
        this.mode = mode;
        this.metering = metering;
        this.records = records;
    }

    /// A node that has caught up with its log.
    public static TestNode on(
            Path folder, TestLedger ledger, Map<UUID, PriceVersion> versions, Clock clock) {
        var idle = idle(folder, ledger, versions, clock);
        idle.start();
        return idle;
    }

    static TestNode idle(
            Path folder, TestLedger ledger, Map<UUID, PriceVersion> versions, Clock clock) {
        return idle(new Settings.Spending(true, folder, Duration.ZERO), ledger, versions, clock);
    }

    static TestNode idle(
            Settings.Spending spending,
            TestLedger ledger,
            Map<UUID, PriceVersion> versions,
            Clock clock) {
        var database = ledger.database();
        var store = new UsageStore(database);
        var sums = new UsageSums(database);
        var exchange = new Exchange(TestQuotes.on(database, clock), clock);
        var rating = new Rating(id -> Optional.ofNullable(versions.get(id)), exchange);
        var strict =
                new StrictMode(
                        database, store, sums, rating, ledger.wallets(), ledger.chargeUsage());
        var batches = new Batches(database, store, sums, rating, ledger.chargeUsage(), clock);
        try {
            var node = new LeaseNode(spending, "test", ledger.leases(), batches);
            var mode = new LeaseMode(strict, node);
            return new TestNode(
                    node,
                    mode,
                    new Metering(rating, mode, clock),
                    new UsageRecords(database, store, mode));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    void start() {
        node.start(mode::booked);
    }

    public Metering metering() {
        return metering;
    }

    public UsageRecords records() {
        return records;
    }

    LeaseMode mode() {
        return mode;
    }

    LeaseNode node() {
        return node;
    }

    /// Waits until all that was recorded is on the books.
    public void settle() throws InterruptedException {
        while (node.unbooked() > 0) {
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        try {
            node.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
