package io.intertie.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.ledger.TestLedger;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SealingTest {
    private final Database database = TestDatabase.fresh();
    private final TestLedger ledger = TestLedger.on(database, Clock.systemUTC());

    private Sealing node() {
        return new Sealing(database, new Blocks(database), Clock.systemUTC());
    }

    /// Transactions of random length that overlap, some rolled back, sealed by two nodes meanwhile.
    @Test
    void eachRowIsSealedOnceHoweverTransactionsOverlap() throws Exception {
        var running = new AtomicBoolean(true);
        var writers = 8;
        try (var threads = Executors.newFixedThreadPool(writers + 2)) {
            var ends = new ArrayList<Future<?>>();
            for (int node = 0; node < 2; node++) {
                ends.add(
                        threads.submit(() -> {
                            var sealing = node();
                            while (running.get()) {
                                sealing.seal();
                            }
                        }));
            }
            var written = new ArrayList<Future<?>>();
            for (int i = 0; i < writers; i++) {
                var random = new Random(i);
                written.add(threads.submit(() -> write(random)));
            }
            for (var one : written) {
                one.get();
            }
            running.set(false);
            for (var end : ends) {
                end.get();
            }
        }
        while (node().seal().isPresent()) {
            // One block takes all that is left; the loop shows that there is an end.
        }
        assertEquals(0, count("select id from journal except select id from seal_leaf"));
        assertEquals(0, count("select id from seal_leaf except select id from journal"));
        assertEquals(0, count("select id from seal_leaf group by id having count(*) > 1"), "twice");
        assertTrue(count("select number from seal_block") > 3, "too few blocks to mean anything");
        assertEquals(
                0,
                count(
                        "select b.number from seal_block b join seal_block a"
                                + " on a.number = b.number - 1"
                                + " where b.from_xact <> a.to_xact or b.previous <> a.hash"));
    }

    private void write(Random random) {
        for (int i = 0; i < 40; i++) {
            var fails = random.nextInt(5) == 0;
            try {
                database.transaction(() -> {
                    ledger.topUp(UUID.randomUUID(), "1", "USD");
                    pause(random.nextInt(20));
                    ledger.topUp(UUID.randomUUID(), "1", "USD");
                    if (fails) {
                        throw new IllegalStateException("as meant");
                    }
                });
            } catch (IllegalStateException meant) {
                assertEquals("as meant", meant.getMessage());
            }
        }
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void aRowThatIsCommittedLateIsSealedInALaterBlock() throws Exception {
        var written = new CountDownLatch(1);
        var sealed = new CountDownLatch(1);
        try (var threads = Executors.newSingleThreadExecutor()) {
            var late =
                    threads.submit(() ->
                            database.transaction(() -> {
                                ledger.topUp(new UUID(0, 1), "1", "USD");
                                written.countDown();
                                await(sealed);
                            }));
            await(written);
            // Begun later, committed earlier.
            ledger.topUp(new UUID(0, 2), "1", "USD");
            assertEquals(Optional.empty(), node().seal());
            sealed.countDown();
            late.get();
        }
        assertEquals(2, node().seal().orElseThrow().leaves());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void whereNothingWasWrittenNothingIsSealed() {
        ledger.topUp(new UUID(0, 1), "1", "USD");
        assertTrue(node().seal().isPresent());
        assertEquals(Optional.empty(), node().seal());
        ledger.topUp(new UUID(0, 1), "1", "USD");
        assertEquals(2, node().seal().orElseThrow().number());
    }

    @Test
    void aTreesPathsLeadToItsRootWhateverItsSize() {
        for (int size = 1; size <= 33; size++) {
            var leaves = new ArrayList<String>();
            var tree = new Tree();
            for (int i = 0; i < size; i++) {
                leaves.add(Verify.sha256("leaf " + i));
                tree.add(leaves.getLast());
            }
            for (int i = 0; i < size; i++) {
                var node = leaves.get(i);
                for (var step : Tree.path(leaves, i)) {
                    var other = step.substring(1);
                    node =
                            step.startsWith("L")
                                    ? Verify.node(other, node)
                                    : Verify.node(node, other);
                }
                assertEquals(tree.root(), node, i + " of " + size);
            }
        }
    }

    private int count(String sql) {
        return database.sql("select count(*) as n from (" + sql + ") found")
                .one(row -> row.count("n"));
    }

    static List<Block> sealAll(Database database) {
        var blocks = new ArrayList<Block>();
        var sealing = new Sealing(database, new Blocks(database), Clock.systemUTC());
        for (var next = sealing.seal(); next.isPresent(); next = sealing.seal()) {
            blocks.add(next.get());
        }
        return List.copyOf(blocks);
    }
}
