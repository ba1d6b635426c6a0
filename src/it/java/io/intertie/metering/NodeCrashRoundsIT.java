package io.intertie.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.ledger.TestLedger;
import io.intertie.platform.persistence.DurableServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 of a gateway node amid its leases, in each second round together with PostgreSQL, by
/// `-Drounds=N` as often as wanted: all that it answered is on the books once when it is started on
/// its log again, nothing that it was never asked, and its leases are given back (I16).
@Tag("money")
class NodeCrashRoundsIT {
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int WALLETS = 6;

    @TempDir private Path folder;

    private final TestCalls calls = new TestCalls();
    private final NodeProcess.Told told = new NodeProcess.Told();
    private final Set<UUID> lost = new HashSet<>();
    private final List<String> violations = new ArrayList<>();

    @Test
    void nothingAnsweredIsLostAndNothingIsInvented() throws Exception {
        crash(Duration.ZERO);
    }

    /// Records reach the log in the order of their answers, so that what a kill takes is the last
    /// that was answered; what is left adds up.
    @Test
    void whoAnswersFirstLosesTheLastAnswersAlone() throws Exception {
        crash(Duration.ofMillis(10));
    }

    private void crash(Duration ahead) throws Exception {
        try (var server = DurableServer.in(folder.resolve("server"))) {
            assertEquals("on", server.setting("fsync"));
            var ledger = TestLedger.on(server.node(), calls.clock());
            for (int i = 0; i < WALLETS; i++) {
                ledger.topUp(NodeProcess.buyer(i), "1000", "USD");
            }
            for (int round = 1; round <= ROUNDS; round++) {
                killed(server, round, ahead);
                look(TestLedger.on(server.node(4), calls.clock()), round, ahead);
            }
        }
        System.out.printf(
                "Node crash rounds, answers ahead by %s: rounds %d, answered %d, unanswered at a"
                        + " kill %d, lost %d, violations %d%n",
                ahead,
                ROUNDS,
                told.answered().size(),
                told.asked().size() - told.answered().size(),
                lost.size(),
                violations.size());
        assertEquals(List.of(), violations.stream().limit(20).toList());
        assertTrue(told.answered().size() > ROUNDS, "too little happened: " + told.answered());
    }

    private void killed(DurableServer server, int round, Duration ahead) throws Exception {
        var before = told.answered().size();
        var node = NodeProcess.start(folder.resolve("usage"), server.url(), WALLETS, ahead);
        var ear = Thread.ofVirtual().start(() -> NodeProcess.hear(node, told));
        while (told.answered().size() == before && node.isAlive()) {
            Thread.sleep(10);
        }
        Thread.sleep(50 + new Random(round).nextInt(300));
        // Not by the process itself, which would close the ear before all is heard.
        node.toHandle().destroyForcibly();
        if (round % 2 == 0) {
            server.kill();
        }
        node.waitFor();
        ear.join();
        if (round % 2 == 0) {
            server.restart();
        }
    }

    private void look(TestLedger ledger, int round, Duration ahead) {
        // Its next start, which catches up; and its end, which gives back.
        calls.node(folder.resolve("usage"), ledger).close();
        var booked = new HashSet<UUID>();
        for (var id :
                ledger.database()
                        .sql("select request_id from usage_record")
                        .list(row -> row.id("request_id"))) {
            booked.add(id);
        }
        if (ahead.isZero()) {
            violations(round, "lost", told.answered(), booked);
        } else {
            lose(ledger, round, booked);
        }
        violations(round, "invented", booked, told.asked());
        for (var fault : ledger.coherence().faults()) {
            violations.add("round " + round + ": " + fault);
        }
        for (var difference : TestUsageSums.differences(ledger.database())) {
            violations.add("round " + round + ": " + difference);
        }
        for (var known : ledger.leases().nodes()) {
            known.leased().forEach(left -> violations.add("round " + round + ": leased " + left));
        }
    }

    /// Whoever was answered behind a lost one is lost, too, unless it had only not been told yet.
    private void lose(TestLedger ledger, int round, Set<UUID> booked) {
        var strictly =
                Set.copyOf(
                        ledger.database()
                                .sql(
                                        "select request_id from usage_record"
                                                + " where capture_id = request_id")
                                .list(row -> row.id("request_id")));
        var isBehindLost = false;
        var behind = 0;
        for (var id : told.answered()) {
            if (!booked.contains(id)) {
                isBehindLost |= lost.add(id);
            } else if (isBehindLost && !strictly.contains(id)) {
                behind++;
            }
        }
        if (behind >= NodeProcess.CALLERS) {
            violations.add("round " + round + ": booked behind what is lost: " + behind);
        }
    }

    private void violations(int round, String what, Set<UUID> these, Set<UUID> missingIn) {
        for (var id : these) {
            if (!missingIn.contains(id)) {
                violations.add("round " + round + ": " + what + " " + id);
            }
        }
    }
}
