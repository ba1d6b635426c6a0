package io.intertie.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.access.ApiKey;
import io.intertie.access.SpendLimit;
import io.intertie.ledger.TestLedger;
import io.intertie.ledger.Wallet;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Faucet;
import io.intertie.platform.persistence.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thread that must not wait reserves and records from memory, or is told that it cannot.
@Tag("money")
class WithoutWaitingTest {
    @TempDir private Path folder;

    private final TestCalls calls = new TestCalls();
    private final Faucet faucet = new Faucet(TestDatabase.freshSource(), 20);
    private final TestLedger ledger = TestLedger.on(new Database(faucet.source()), calls.clock());
    private final UUID buyer = UUID.randomUUID();
    private TestNode node;

    @BeforeEach
    void aWalletAndANode() {
        ledger.wallets().open(buyer, TestCalls.USD);
        ledger.topUp(buyer, "1", "USD");
        node = calls.node(folder.resolve("a"), ledger);
    }

    @AfterEach
    void theBooksAgree() {
        node.close();
        assertEquals(List.of(), ledger.coherence().faults());
        assertEquals(0, wallet().leased().micro());
        assertEquals(0, wallet().held().micro());
        faucet.close();
    }

    private Wallet wallet() {
        return ledger.wallets().find(buyer, TestCalls.USD).orElseThrow();
    }

    /// Somebody who may wait has leased some.
    private void leased() {
        var id = calls.id();
        assertInstanceOf(
                Reservation.Reserved.class, node.metering().reserve(calls.ceiling(id, buyer)));
        node.metering().release(id);
    }

    private Optional<Reservation> now(UUID id) {
        return node.metering().reserveNow(calls.ceiling(id, buyer));
    }

    @Test
    void withoutALeaseTheDatabaseMustBeAsked() {
        assertEquals(Optional.empty(), now(calls.id()));
        assertEquals(0, wallet().leased().micro());
    }

    @Test
    void aRequestIsServedFromMemoryWhileTheDatabaseIsAway() throws Exception {
        leased();
        faucet.shut();
        var id = calls.id();
        assertInstanceOf(Reservation.Reserved.class, now(id).orElseThrow());
        assertInstanceOf(Reservation.Reserved.class, now(id).orElseThrow());
        var usage = calls.usage(id, buyer, UsageRecord.State.COMPLETED);
        assertEquals(
                2_341_570_000L, node.metering().recordLater(usage).orElseThrow().get().buyerPico());
        faucet.open();
        node.settle();
        assertEquals(1_000_000 - 2_341, wallet().posted().micro());
    }

    @Test
    void whatIsRecordedTwiceAtOnceIsChargedOnce() throws Exception {
        leased();
        var id = calls.id();
        now(id);
        var usage = calls.usage(id, buyer, UsageRecord.State.COMPLETED);
        var all = new ArrayList<CompletableFuture<Charge>>();
        for (int i = 0; i < 20; i++) {
            all.add(node.metering().recordLater(usage).orElseThrow());
        }
        for (var one : all) {
            assertEquals(all.getFirst().get(), one.get());
        }
        node.settle();
        assertEquals(1_000_000 - 2_341, wallet().posted().micro());
        assertEquals(Optional.empty(), node.metering().recordLater(usage));
        assertEquals(2_341_570_000L, node.metering().record(usage).buyerPico());
    }

    @Test
    void whatIsBeingRecordedCannotBeReleasedOrExpire() throws Exception {
        leased();
        var id = calls.id();
        now(id);
        var usage = calls.usage(id, buyer, UsageRecord.State.COMPLETED);
        var charge = node.metering().recordLater(usage).orElseThrow();
        node.metering().release(id);
        assertEquals(0, node.mode().expire(calls.clock().instant().plusSeconds(3_600)));
        charge.get();
        node.settle();
        assertEquals(1_000_000 - 2_341, wallet().posted().micro());
    }

    @Test
    void whatWasReleasedIsNotRecorded() {
        leased();
        var id = calls.id();
        now(id);
        node.metering().release(id);
        var usage = calls.usage(id, buyer, UsageRecord.State.COMPLETED);
        assertEquals(Optional.empty(), node.metering().recordLater(usage));
        assertThrows(HoldGone.class, () -> node.metering().record(usage));
    }

    @Test
    void whatCountsOnALimitMustAskTheDatabase() {
        leased();
        var limit = new SpendLimit(Money.of("0.1", TestCalls.USD), SpendLimit.Reset.NEVER);
        var limits = new ApiKey.Limits(Optional.of(limit), Optional.empty());
        var limited = new Spender(UUID.randomUUID(), limits, Optional.empty(), Optional.empty());
        assertEquals(
                Optional.empty(),
                node.metering().reserveNow(calls.ceiling(calls.id(), buyer, limited)));
    }
}
