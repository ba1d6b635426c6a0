package io.intertie.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.ledger.TestLedger;
import io.intertie.platform.persistence.DurableServer;
import java.nio.file.Path;
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
    private final List<String> violations = new ArrayList<>();

    @Test
    void nothingAnsweredIsLostAndNothingIsInvented() throws Exception {
        try (var server = DurableServer.in(folder.resolve("server"))) {
            assertEquals("on", server.setting("fsync"));
            var ledger = TestLedger.on(server.node(), calls.clock());
            for (int i = 0; i < WALLETS; i++) {
                ledger.topUp(NodeProcess.buyer(i), "1000", "USD");
            }
            for (int round = 1; round <= ROUNDS; round++) {
                killed(server, round);
                look(TestLedger.on(server.node(4), calls.clock()), round);
            }
        }
        System.out.printf(
                "Node crash rounds: rounds %d, answered %d, unanswered at a kill %d,"
                        + " violations %d%n",
                ROUNDS,
                told.answered().size(),
                told.asked().size() - told.answered().size(),
                violations.size());
        assertEquals(List.of(), violations.stream().limit(20).toList());
        assertTrue(told.answered().size() > ROUNDS, "too little happened: " + told.answered());
    }

    private void killed(DurableServer server, int round) throws Exception {
        var before = told.answered().size();
        var node = NodeProcess.start(folder.resolve("usage"), server.url(), WALLETS);
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

    private void look(TestLedger ledger, int round) {
        // Its next start, which catches up; and its end, which gives back.
        calls.node(folder.resolve("usage"), ledger).close();
        var booked = new HashSet<UUID>();
        for (var id :
                ledger.database()
                        .sql("select request_id from usage_record")
                        .list(row -> row.id("request_id"))) {
            booked.add(id);
        }
        violations(round, "lost", told.answered(), booked);
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

    private void violations(int round, String what, Set<UUID> these, Set<UUID> missingIn) {
        for (var id : these) {
            if (!missingIn.contains(id)) {
                violations.add("round " + round + ": " + what + " " + id);
            }
        }
    }
}
