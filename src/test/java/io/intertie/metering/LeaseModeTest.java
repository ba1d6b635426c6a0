package io.intertie.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey;
import io.intertie.access.SpendLimit;
import io.intertie.ledger.TestLedger;
import io.intertie.ledger.Wallet;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Faucet;
import io.intertie.platform.persistence.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests of 5,300 tokens in and at most 1,100 out set 2,342 micro aside.
@Tag("money")
class LeaseModeTest {
    private static final Currency USD = TestCalls.USD;
    private static final Currency CNY = TestCalls.CNY;
    private static final UUID KEY = UUID.randomUUID();

    @TempDir private Path folder;

    private final TestCalls calls = new TestCalls();
    private final Clock clock = calls.clock();
    private final Faucet faucet = new Faucet(TestDatabase.freshSource(), 20);
    private final TestLedger ledger = TestLedger.on(new Database(faucet.source()), clock);
    private final List<TestNode> nodes = new ArrayList<>();
    private final UUID buyer = UUID.randomUUID();

    LeaseModeTest() {
        ledger.wallets().open(buyer, USD);
    }

    @AfterEach
    void theBooksAgree() {
        nodes.forEach(TestNode::close);
        assertEquals(List.of(), ledger.coherence().faults());
        assertEquals(List.of(), TestUsageSums.differences(ledger.database()));
        faucet.close();
    }

    private TestNode node(String name) {
        var node = calls.node(folder.resolve(name), ledger);
        nodes.add(node);
        return node;
    }

    private Wallet wallet() {
        return ledger.wallets().find(buyer, USD).orElseThrow();
    }

    private long captures() {
        return ledger.database()
                .sql("select count(*) as n from hold where state = 'CAPTURED'")
                .one(row -> row.number("n"));
    }

    private UUID reserved(TestNode node) {
        var id = calls.id();
        assertInstanceOf(
                Reservation.Reserved.class, node.metering().reserve(calls.ceiling(id, buyer)));
        return id;
    }

    /// Serves as many requests as it can, from so many threads on each node; how many that were.
    private long served(int threads, int each, List<TestNode> all) throws Exception {
        var served = new AtomicLong();
        var work = new ArrayList<Callable<Void>>();
        for (var node : all) {
            for (int i = 0; i < threads; i++) {
                work.add(() -> {
                    for (int n = 0; n < each; n++) {
                        var id = calls.id();
                        var outcome = node.metering().reserve(calls.ceiling(id, buyer));
                        if (outcome instanceof Reservation.Reserved) {
                            node.metering()
                                    .record(calls.usage(id, buyer, UsageRecord.State.COMPLETED));
                            served.incrementAndGet();
                        }
                    }
                    return null;
                });
            }
        }
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : pool.invokeAll(work)) {
                done.get();
            }
        }
        for (var node : all) {
            node.settle();
        }
        return served.get();
    }

    @Test
    void aRequestIsPaidOutOfALeaseAndBooked() throws Exception {
        ledger.topUp(buyer, "1", "USD");
        var node = node("a");
        var id = reserved(node);
        assertTrue(wallet().leased().isPositive());
        assertEquals(0, wallet().held().micro());
        var charge = node.metering().record(calls.usage(id, buyer, UsageRecord.State.COMPLETED));
        assertEquals(2_341_570_000L, charge.buyerPico());
        var rated = node.records().find(id).orElseThrow();
        assertEquals(charge, rated.charge());
        assertFalse(rated.captureId().equals(Optional.of(id)));
        assertEquals(1_000_000 - 2_341, wallet().posted().micro());
        assertEquals(570_000, wallet().carryPico());
    }

    @Test
    void manyRequestsAreCapturedTogether() throws Exception {
        ledger.topUp(buyer, "1000", "USD");
        assertEquals(2_000, served(50, 40, List.of(node("a"))));
        assertTrue(captures() < 400, "captures: " + captures());
        // 2,000 × 2,341,570,000 pico.
        assertEquals(1_000_000_000 - 4_683_140, wallet().posted().micro());
        assertEquals(2_000, records().size());
    }

    private List<UsageRecords.Rated> records() {
        return nodes.getFirst().records().ofBuyer(buyer, 100_000);
    }

    @Test
    void sixtyFourThreadsSpendNoMoreThanThereIs() throws Exception {
        ledger.topUp(buyer, "0.5", "USD");
        var served = served(64, 10, List.of(node("a")));
        // The last request needs 2,342 micro: less than that is left.
        assertTrue(wallet().available().micro() < 2_342, wallet()::toString);
        assertEquals(500_000 - served * 2_341_570_000L / 1_000_000, wallet().posted().micro());
        assertEquals(served, records().size());
    }

    @Test
    @Tag("lesson-5")
    void threeNodesSpendNoMoreThanThereIs() throws Exception {
        ledger.topUp(buyer, "0.5", "USD");
        var all = List.of(node("a"), node("b"), node("c"));
        var served = served(16, 8, all);
        nodes.forEach(node -> node.mode().tidy());
        nodes.forEach(TestNode::close);
        assertEquals(0, wallet().leased().micro());
        assertEquals(0, wallet().held().micro());
        assertEquals(500_000 - served * 2_341_570_000L / 1_000_000, wallet().posted().micro());
        assertEquals(served, records().size());
        assertTrue(served >= 200, "of 213 that are paid for: " + served);
    }

    @Test
    void theSameRequestAgainIsChargedOnce() throws Exception {
        ledger.topUp(buyer, "1", "USD");
        var node = node("a");
        var id = reserved(node);
        assertInstanceOf(
                Reservation.Reserved.class, node.metering().reserve(calls.ceiling(id, buyer)));
        var usage = calls.usage(id, buyer, UsageRecord.State.COMPLETED);
        var first = node.metering().record(usage);
        assertEquals(first, node.metering().record(usage));
        node.settle();
        assertEquals(first, node.metering().record(usage));
        assertEquals(1_000_000 - 2_341, wallet().posted().micro());
    }

    @Test
    void whatIsReleasedOrExpiredCanBeSpentAgain() {
        ledger.topUp(buyer, "1", "USD");
        var node = node("a");
        var released = reserved(node);
        node.metering().release(released);
        var usage = calls.usage(released, buyer, UsageRecord.State.COMPLETED);
        assertThrows(HoldGone.class, () -> node.metering().record(usage));
        reserved(node);
        assertEquals(1, node.mode().expire(clock.instant().plusSeconds(61)));
        node.close();
        assertEquals(1_000_000, wallet().available().micro());
    }

    @Test
    void aFailedRequestCostsNothingAndIsKept() throws Exception {
        ledger.topUp(buyer, "1", "USD");
        var node = node("a");
        var id = reserved(node);
        node.metering().record(calls.usage(id, buyer, UsageRecord.State.FAILED));
        assertEquals(Optional.empty(), node.records().find(id).orElseThrow().captureId());
        node.close();
        assertEquals(1_000_000, wallet().available().micro());
    }

    @Test
    void anIdleLeaseReturnsToItsWallet() throws Exception {
        ledger.topUp(buyer, "1", "USD");
        var node = node("a");
        node.metering().release(reserved(node));
        assertTrue(wallet().leased().isPositive());
        Thread.sleep(1_100);
        node.mode().tidy();
        assertEquals(0, wallet().leased().micro());
    }

    @Test
    void whatCountsOnALimitIsHeldStrictly() {
        ledger.topUp(buyer, "1", "USD");
        var node = node("a");
        var limit = new SpendLimit(Money.of("0.1", USD), SpendLimit.Reset.NEVER);
        var limits = new ApiKey.Limits(Optional.of(limit), Optional.empty());
        var limited = new Spender(KEY, limits, Optional.empty(), Optional.empty());
        var id = calls.id();
        node.metering().reserve(calls.ceiling(id, buyer, limited));
        assertEquals(2_342, wallet().held().micro());
        node.metering().release(id);
    }

    @Test
    void aStrictWalletIsHeldStrictly() {
        ledger.topUp(buyer, "1", "USD");
        ledger.database().sql("update wallet set spending = 'STRICT'").update();
        var node = node("a");
        node.metering().release(reserved(node));
        assertEquals(0, wallet().leased().micro());
    }

    @Test
    void aNodeThatWasKilledBooksAllThatItAnswered() throws Exception {
        ledger.topUp(buyer, "10", "USD");
        var node = node("a");
        var answered = new ArrayList<UUID>();
        var copied = folder.resolve("copy");
        while (answered.size() < 119) {
            var id = reserved(node);
            node.metering().record(calls.usage(id, buyer, UsageRecord.State.COMPLETED));
            answered.add(id);
        }
        // As a kill leaves it: a lease, a log, and who knows how much of it on the books.
        copy(folder.resolve("a"), copied);
        node.settle();
        var restarted = node("copy");
        assertEquals(0, wallet().leased().micro(), "what its earlier run leased is given back");
        var known = records().stream().map(one -> one.usage().requestId()).toList();
        assertTrue(known.containsAll(answered));
        assertEquals(answered.size(), known.size());
        assertEquals(10_000_000 - 119 * 2_341_570_000L / 1_000_000, wallet().posted().micro());
        assertFalse(node.node().isKnown(), "another incarnation runs on its log");
        assertTrue(restarted.node().isOpen());
    }

    @Test
    void theBooksOfAnotherDayGetWhatWasOnlyInTheLog() throws Exception {
        ledger.topUp(buyer, "10", "USD");
        var other = node("b");
        other.metering().release(reserved(other));
        var log = UsageLog.open(folder.resolve("a"));
        var kept = List.of(calls.id(), calls.id());
        for (var id : kept) {
            log.append(rated(id)).join();
        }
        log.close();
        node("a");
        assertEquals(2, records().size());
        // No lease stood behind them: the wallet pays what it has.
        assertEquals(10_000_000 - 4_683, wallet().posted().micro());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private UsageRecords.Rated rated(UUID id) {
        var usage = calls.usage(id, buyer, UsageRecord.State.COMPLETED);
        var charge = new Charge(id, USD, 2_341_570_000L, CNY, 14_539_402_900L);
        return new UsageRecords.Rated(usage, charge, Optional.empty());
    }
}
