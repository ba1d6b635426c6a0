package io.intertie.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.audit.TestTrail;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.ledger.TestLedger;
import io.intertie.ledger.Wallet;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseAway;
import io.intertie.platform.persistence.Faucet;
import io.intertie.platform.persistence.TestDatabase;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nodes that are gone, and what they had leased.
@Tag("money")
class LeaseNodeTest {
    private static final Actor ADMIN =
            new Actor("ada", Actor.OPERATOR, Set.of(Role.ADMIN), "127.0.0.1");

    @TempDir private Path folder;

    private final TestCalls calls = new TestCalls();
    private final Faucet faucet = new Faucet(TestDatabase.freshSource(), 20);
    private final TestLedger ledger = TestLedger.on(new Database(faucet.source()), calls.clock());
    private final UUID buyer = UUID.randomUUID();

    LeaseNodeTest() {
        ledger.topUp(buyer, "1", "USD");
    }

    @AfterEach
    void theBooksAgree() {
        assertEquals(List.of(), ledger.coherence().faults());
        assertEquals(List.of(), TestUsageSums.differences(ledger.database()));
        faucet.close();
    }

    private Wallet wallet() {
        return ledger.wallets().find(buyer, TestCalls.USD).orElseThrow();
    }

    /// The nodes as of so long from now.
    private Nodes nodes(Duration later) {
        return new Nodes(
                ledger.leases(),
                ledger.wallets(),
                TestTrail.on(ledger.database(), calls.clock()),
                Clock.offset(calls.clock(), later));
    }

    @Test
    void aSilentNodesLeaseReturnsWhenItIsGivenUp() {
        try (var node = calls.node(folder, ledger)) {
            node.metering().reserve(calls.ceiling(calls.id(), buyer));
            var live = nodes(Duration.ZERO).all().getFirst();
            assertEquals(Nodes.State.LIVE, live.state());
            assertEquals(List.of(wallet().leased()), live.leased());
            var atWork = nodes(Duration.ZERO);
            assertThrows(Problem.class, () -> atWork.declareLost(live.id(), ADMIN));
            var later = nodes(Duration.ofMinutes(2));
            assertTrue(later.all().getFirst().isOrphan());
            later.declareLost(live.id(), ADMIN);
            assertEquals(Money.of("1", TestCalls.USD), wallet().available());
            assertEquals(Nodes.State.LOST, later.all().getFirst().state());
            assertThrows(Problem.class, () -> later.declareLost(UUID.randomUUID(), ADMIN));
            assertFalse(node.node().isKnown());
            node.mode().lose();
        }
    }

    @Test
    void whatALostNodeServedIsBookedWhenItReturns() throws Exception {
        try (var node = calls.node(folder, ledger)) {
            var id = calls.id();
            node.metering().reserve(calls.ceiling(id, buyer));
            nodes(Duration.ofMinutes(2))
                    .declareLost(ledger.leases().nodes().getFirst().id(), ADMIN);
            node.metering().record(calls.served(id, buyer));
            node.settle();
            assertEquals(1_000_000 - 2_341, wallet().posted().micro());
        }
    }

    @Test
    void onlyTheMarketSaysHowAWalletIsSpent() {
        var strict = Optional.of(Wallet.Spending.STRICT);
        nodes(Duration.ZERO).spend(buyer, TestCalls.USD, strict, ADMIN);
        try (var node = calls.node(folder, ledger)) {
            var id = calls.id();
            node.metering().reserve(calls.ceiling(id, buyer));
            assertEquals(0, wallet().leased().micro());
            node.metering().release(id);
        }
        var unknown = UUID.randomUUID();
        var nodes = nodes(Duration.ZERO);
        assertThrows(Problem.class, () -> nodes.spend(unknown, TestCalls.USD, strict, ADMIN));
    }

    @Test
    void whileTheDatabaseIsAwayANodeSpendsWhatItLeases() throws Exception {
        try (var node = calls.node(folder, ledger)) {
            node.metering().release(reserved(node));
            faucet.shut();
            var id = reserved(node);
            assertEquals(
                    2_341_570_000L, node.metering().record(calls.served(id, buyer)).buyerPico());
            assertEquals(1, node.node().unbooked());
            faucet.open();
            node.settle();
            assertEquals(1_000_000 - 2_341, wallet().posted().micro());
        }
    }

    @Test
    void whatTheLogCannotKeepIsBookedAtOnceOrTriedAgain() {
        bookedWithoutALog(calls.node(folder, ledger));
    }

    @Test
    void nobodyIsAnsweredFirstByALogThatTakesNothing() {
        bookedWithoutALog(calls.hastyNode(folder, ledger));
    }

    private void bookedWithoutALog(TestNode node) {
        var served = calls.served(reserved(node), buyer);
        node.close();
        faucet.shut();
        assertThrows(DatabaseAway.class, () -> node.metering().record(served));
        faucet.open();
        assertEquals(2_341_570_000L, node.metering().record(served).buyerPico());
        assertEquals(0, node.node().unbooked());
        assertEquals(1_000_000 - 2_341, wallet().posted().micro());
    }

    @Test
    void anAnswerMayGoFirst() throws Exception {
        try (var node = calls.hastyNode(folder, ledger)) {
            for (int i = 0; i < 20; i++) {
                var served = calls.served(reserved(node), buyer);
                assertTrue(node.metering().recordLater(served).orElseThrow().isDone());
            }
            node.settle();
            assertEquals(1_000_000 - 46_831, wallet().posted().micro());
        }
    }

    @Test
    void whatWasAnsweredFirstIsKeptWhenTheNodeStops() throws Exception {
        var ids = new ArrayList<UUID>();
        try (var node = calls.hastyNode(folder, ledger)) {
            for (int i = 0; i < 20; i++) {
                var id = reserved(node);
                ids.add(id);
                assertTrue(node.metering().recordLater(calls.served(id, buyer)).isPresent());
            }
        }
        try (var node = calls.hastyNode(folder, ledger)) {
            for (var id : ids) {
                assertTrue(node.records().find(id).isPresent(), id.toString());
            }
        }
    }

    private UUID reserved(TestNode node) {
        var id = calls.id();
        var outcome = node.metering().reserve(calls.ceiling(id, buyer));
        assertTrue(outcome instanceof Reservation.Reserved, outcome::toString);
        return id;
    }

    @Test
    void twoProcessesCannotRunOnOneLog() {
        try (var first = calls.node(folder, ledger)) {
            assertTrue(first.node().isOpen());
            assertThrows(UncheckedIOException.class, () -> calls.node(folder, ledger));
        }
    }
}
