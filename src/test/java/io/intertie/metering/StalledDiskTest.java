package io.intertie.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.ledger.TestLedger;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node on a disk that takes what is written and does not say that it has.
@Tag("money")
class StalledDiskTest {
    private static final Duration AHEAD = Duration.ofMillis(10);
    private static final int CALLS = 150;

    @TempDir private Path folder;

    private final TestCalls calls = new TestCalls();
    private final TestLedger ledger =
            TestLedger.on(new Database(TestDatabase.freshSource()), calls.clock());
    private final UUID buyer = UUID.randomUUID();

    StalledDiskTest() {
        ledger.topUp(buyer, "1", "USD");
    }

    @AfterEach
    void theBooksAgree() {
        assertEquals(List.of(), ledger.coherence().faults());
        assertEquals(List.of(), TestUsageSums.differences(ledger.database()));
    }

    private List<UsageRecord> served(TestNode node) {
        var served = new ArrayList<UsageRecord>();
        for (int i = 0; i < CALLS; i++) {
            var id = calls.id();
            var reserved = node.metering().reserve(calls.ceiling(id, buyer));
            assertTrue(reserved instanceof Reservation.Reserved, reserved::toString);
            served.add(calls.served(id, buyer));
        }
        return served;
    }

    /// Who had come before waits: whether the disk has it is not known.
    @Test
    void afterASecondTheBooksTakeWhatComes() throws Exception {
        var mount = StallingDisk.Mount.of(folder);
        try (var node = calls.node(mount.folder(), ledger);
                var stall = new StallingDisk.Stall(mount.disk())) {
            var before = served(node).getFirst();
            stall.begin();
            var answer = later(node, before);
            TimeUnit.MILLISECONDS.sleep(1_200);
            var id = calls.id();
            var reserved = node.metering().reserve(calls.ceiling(id, buyer));
            assertTrue(reserved instanceof Reservation.Reserved, reserved::toString);
            var usage = calls.served(id, buyer);
            var charged =
                    CompletableFuture.supplyAsync(
                            () -> node.metering().record(usage), Thread::startVirtualThread);
            assertEquals(2_341_570_000L, charged.get(5, TimeUnit.SECONDS).buyerPico());
            assertEquals(1, node.records().ofBuyer(buyer, 9).size());
            assertFalse(answer.isDone());
            stall.end();
            assertEquals(2_341_570_000L, answer.get(10, TimeUnit.SECONDS).buyerPico());
            node.settle();
            assertEquals(2, node.records().ofBuyer(buyer, 9).size());
        }
    }

    private static CompletableFuture<Charge> later(TestNode node, UsageRecord usage) {
        return node.metering().recordLater(usage).orElseThrow();
    }

    @Test
    void onlyWhatComesWithinTheOpenBatchIsAnsweredBeforeItIsOnTheDisk() throws Exception {
        var mount = StallingDisk.Mount.of(folder);
        try (var node = calls.node(mount.folder(), ledger, AHEAD);
                var stall = new StallingDisk.Stall(mount.disk())) {
            var served = served(node);
            stall.begin();
            var answers = new ArrayList<CompletableFuture<Charge>>();
            answers.add(later(node, served.getFirst()));
            // The first one has come to the log by now: what is asked later than this is late.
            var late = System.nanoTime() + AHEAD.toNanos();
            var heldBack = 0;
            for (var usage : served.subList(1, CALLS)) {
                var isLate = System.nanoTime() - late > 0;
                var answer = later(node, usage);
                answers.add(answer);
                heldBack += answer.isDone() ? 0 : 1;
                assertFalse(isLate && answer.isDone(), "answered ahead of a batch that is late");
                TimeUnit.MICROSECONDS.sleep(500);
            }
            assertTrue(answers.getFirst().isDone(), "the first one does not wait");
            assertTrue(heldBack > 0, "none was late");
            TimeUnit.MILLISECONDS.sleep(50);
            assertEquals(heldBack, answers.stream().filter(one -> !one.isDone()).count());
            stall.end();
            for (var answer : answers) {
                assertEquals(2_341_570_000L, answer.get(10, TimeUnit.SECONDS).buyerPico());
            }
            node.settle();
            assertEquals(CALLS, node.records().ofBuyer(buyer, CALLS + 1).size());
        }
    }
}
