package io.intertie.metering;

import io.intertie.ledger.ChargeUsage;
import io.intertie.ledger.Leases;
import io.intertie.money.Currency;
import io.intertie.platform.config.Settings;
import io.intertie.platform.persistence.DatabaseAway;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// This gateway node: its log, its leases, and the thread that puts the one on the books.
///
/// It begins by booking what its log has kept from an earlier run, and gives back what that run had
/// leased; only then it leases anew.
final class LeaseNode implements Closeable {
    private static final Logger LOG = Logger.getLogger(LeaseNode.class.getName());
    private static final int BATCH = 256;

    /// When the books fall behind, larger batches catch up: more requests share a wallet's rows.
    private static final int LARGEST_BATCH = 8_192;

    /// More is left to book only when the books are away.
    private static final int MOST_UNBOOKED = 100_000;

    // A batch costs as much as many of its records: while they keep coming, it waits for more.
    private static final Duration LINGER = Duration.ofMillis(50);
    private static final Duration BUSY_LINGER = Duration.ofMillis(200);
    private static final int FEW = 8;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Leases leases;
    private final Batches batches;
    private final UsageLog log;
    private final String name;
    private final boolean isLeasing;
    private final Duration ahead;
    private final AtomicReference<Leases.Node> self;
    private final LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final Backlog backlog =
            new Backlog(2 * LARGEST_BATCH, MOST_UNBOOKED, Duration.ofMillis(500));
    private final AtomicInteger toLog = new AtomicInteger();
    private final Thread poster;
    private volatile BiConsumer<List<UsageRecords.Rated>, List<ChargeUsage.Consumed>> booked =
            (records, consumed) -> {};
    private boolean wasBusy;
    private volatile boolean open;
    private volatile boolean closed;

    /// A record that is durable and not on the books.
    private record Entry(UsageRecords.Rated rated, UsageLog.Kept kept) {}

    /// @throws IOException if the folder cannot be written, or another node runs on it
    LeaseNode(Settings.Spending spending, String name, Leases leases, Batches batches)
            throws IOException {
        this.isLeasing = spending.isLeased();
        this.ahead = spending.ahead();
        this.leases = leases;
        this.batches = batches;
        this.name = name;
        this.log = UsageLog.open(spending.usageLog());
        this.self = new AtomicReference<>(incarnation());
        this.poster = Thread.ofVirtual().name("usage posting").unstarted(this::post);
    }

    private Leases.Node incarnation() {
        return new Leases.Node(log.nodeId(), UUID.randomUUID(), isLeasing);
    }

    /// Catches up with the log, and begins to lease.
    ///
    /// @throws LogDamaged if the log is not as it was written; then nothing is leased
    /// @throws DatabaseAway if it must be tried again
    void start(BiConsumer<List<UsageRecords.Rated>, List<ChargeUsage.Consumed>> listener) {
        booked = listener;
        leases.join(self.get(), name);
        var left = log.left();
        var count = left.size();
        for (int from = 0; from < left.size(); from += BATCH) {
            for (var refused : booked(left.subList(from, Math.min(left.size(), from + BATCH)))) {
                log.append(refused).join();
                count--;
            }
        }
        leases.giveBackAll(self.get().id());
        log.forget();
        if (count > 0) {
            LOG.log(Level.INFO, "{0} records of an earlier run are on the books", count);
        }
        poster.setContextClassLoader(LeaseNode.class.getClassLoader());
        poster.start();
        open = true;
    }

    /// Whether requests can be paid out of leases now.
    boolean isOpen() {
        return open && !log.isBroken() && !log.isStalled();
    }

    /// How many records are not on the books.
    int unbooked() {
        return toLog.get() + backlog.size();
    }

    /// Whether one more request may be taken; waits a little where the books are behind.
    boolean hasRoom() {
        return backlog.hasRoom();
    }

    Budget budget(UUID organisationId, Currency currency) {
        return new Budget(leases, organisationId, currency, self);
    }

    /// Whether one more request may be taken at once.
    boolean hasRoomNow() {
        return backlog.hasRoomNow();
    }

    /// Ends when its request may be answered: once the record is durable, unless answers go first
    /// and the log keeps up. It will be on the books soon.
    CompletableFuture<UsageRecords.Rated> keep(UsageRecords.Rated rated) {
        if (ahead.isZero() || log.isBehind(ahead)) {
            return durable(rated);
        }
        var _ =
                durable(rated)
                        .exceptionally(failed -> {
                            var id = rated.usage().requestId();
                            LOG.log(Level.SEVERE, "request " + id + " is not on record", failed);
                            return rated;
                        });
        return CompletableFuture.completedFuture(rated);
    }

    private CompletableFuture<UsageRecords.Rated> durable(UsageRecords.Rated rated) {
        var durable = new CompletableFuture<UsageRecords.Rated>();
        toLog.incrementAndGet();
        var _ =
                log.append(rated)
                        .whenComplete((kept, failed) -> {
                            if (failed == null) {
                                backlog.add();
                                queue.add(new Entry(rated, kept));
                                toLog.decrementAndGet();
                                durable.complete(rated);
                            } else {
                                toLog.decrementAndGet();
                                LOG.log(Level.SEVERE, "the usage log cannot be written", failed);
                                Thread.startVirtualThread(() -> bookAtOnce(rated, durable));
                            }
                        });
        return durable;
    }

    /// A request is on the books once at most, even if the log has this one after all.
    private void bookAtOnce(
            UsageRecords.Rated rated, CompletableFuture<UsageRecords.Rated> durable) {
        try {
            book(List.of(rated));
            durable.complete(rated);
        } catch (RuntimeException failed) {
            durable.completeExceptionally(failed);
        }
    }

    private void book(List<UsageRecords.Rated> records) {
        booked.accept(records, batches.post(log.nodeId(), records));
    }

    /// Books records; tells which ones the books refuse, which do not keep the others from them.
    ///
    /// @throws DatabaseAway if it must be tried again
    private List<UsageRecords.Rated> booked(List<UsageRecords.Rated> records) {
        try {
            book(records);
            return List.of();
        } catch (RuntimeException failed) {
            if (DatabaseAway.isCauseOf(failed)) {
                throw failed;
            }
            if (records.size() > 1) {
                var half = records.size() / 2;
                var refused = new ArrayList<>(booked(records.subList(0, half)));
                refused.addAll(booked(records.subList(half, records.size())));
                return refused;
            }
            var id = records.getFirst().usage().requestId();
            LOG.log(Level.SEVERE, "request " + id + " is served and cannot be booked", failed);
            return records;
        }
    }

    private void post() {
        var batch = new ArrayList<Entry>();
        while (!closed || toLog.get() > 0 || !queue.isEmpty()) {
            try {
                gather(batch);
                if (!batch.isEmpty()) {
                    settle(batch);
                }
            } catch (InterruptedException stopped) {
                return;
            }
            batch.clear();
        }
    }

    private void gather(List<Entry> batch) throws InterruptedException {
        var first = queue.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        batch.add(first);
        // One sleep instead of a wake-up for each that comes.
        if (queue.size() < LARGEST_BATCH) {
            Thread.sleep(wasBusy ? BUSY_LINGER : LINGER);
        }
        queue.drainTo(batch, LARGEST_BATCH - batch.size());
        wasBusy = batch.size() > FEW;
    }

    /// Books a batch, however long that takes. What the books refuse stays in the log, and is tried
    /// again at the next start.
    private void settle(List<Entry> batch) throws InterruptedException {
        while (true) {
            try {
                var refused = booked(batch.stream().map(Entry::rated).toList());
                for (var entry : batch) {
                    if (!refused.contains(entry.rated())) {
                        entry.kept().settled();
                    }
                }
                backlog.booked(batch.size() - refused.size());
                return;
            } catch (RuntimeException away) {
                backlog.booksAreAway();
                Thread.sleep(PAUSE);
            }
        }
    }

    /// Tells the market that this node is there; false if the leases were taken from it.
    boolean isKnown() {
        if (leases.seen(self.get())) {
            return true;
        }
        LOG.log(Level.SEVERE, "node {0} was declared lost, or its log runs twice", name);
        self.set(incarnation());
        leases.join(self.get(), name);
        return false;
    }

    /// Books what it can in some seconds, gives the leases back, and ends. What is left waits in
    /// the log.
    @Override
    public void close() throws IOException {
        var wasOpen = open;
        open = false;
        closed = true;
        try {
            if (wasOpen) {
                leave();
            }
        } finally {
            log.close();
        }
    }

    private void leave() {
        try {
            if (!poster.join(FAREWELL)) {
                poster.interrupt();
                return;
            }
            if (unbooked() == 0) {
                leases.giveBackAll(log.nodeId());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException away) {
            LOG.log(Level.WARNING, "leases stay until the next start", away);
        }
    }
}
