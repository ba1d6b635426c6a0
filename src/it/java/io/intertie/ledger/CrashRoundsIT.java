package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.DatabaseAway;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.DurableServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 of PostgreSQL amid holds and captures, by `-Drounds=N` as often as wanted: nothing
/// acknowledged is lost, and nothing is invented (I16).
@Tag("money")
class CrashRoundsIT {
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int THREADS = 4;
    private static final int WALLETS = 6;
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Currency USD = Currency.of("USD");
    private static final Money HELD = Money.of("0.01", USD);

    @TempDir private Path folder;

    /// What the node said of each request.
    private enum Said {
        NOTHING,
        HELD,
        CAPTURED
    }

    private final Map<UUID, Said> said = new ConcurrentHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private int unanswered;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsInvented() throws Exception {
        try (var server = DurableServer.in(folder)) {
            assertEquals("on", server.setting("fsync"));
            assertEquals("on", server.setting("synchronous_commit"));
            var ledger = TestLedger.on(server.node(), CLOCK);
            for (int i = 0; i < WALLETS; i++) {
                ledger.topUp(buyer(i), "1000000", "USD");
            }
            for (int round = 1; round <= ROUNDS; round++) {
                killed(server, round);
                server.restart();
                look(TestLedger.on(server.node(), CLOCK), round);
            }
        }
        var captures = said.values().stream().filter(Said.CAPTURED::equals).count();
        System.out.printf(
                "Crash rounds: rounds %d, captures %d, requests unanswered at a kill %d,"
                        + " violations %d%n",
                ROUNDS, captures, unanswered, violations.size());
        assertEquals(List.of(), violations);
        assertTrue(captures > ROUNDS, "too little happened: " + captures);
    }

    private static UUID buyer(int n) {
        return new UUID(0, 1 + n);
    }

    private void killed(DurableServer server, int round) throws Exception {
        var ledger = TestLedger.on(server.node(), CLOCK);
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            var nodes = new ArrayList<Future<Boolean>>();
            for (int thread = 0; thread < THREADS; thread++) {
                nodes.add(pool.submit(serving(ledger, round, thread)));
            }
            Thread.sleep(200 + new Random(round).nextInt(400));
            server.kill();
            for (var node : nodes) {
                assertTrue(node.get(), "a node ends by the kill");
            }
        }
    }

    /// Serves until the database is gone.
    private Callable<Boolean> serving(TestLedger ledger, int round, int thread) {
        return () -> {
            try {
                for (long n = 0; ; n++) {
                    serve(ledger, new UUID(1_000L * round + thread, n));
                }
            } catch (DatabaseAway | DatabaseFailed killed) {
                return true;
            }
        };
    }

    private void serve(TestLedger ledger, UUID request) {
        var charge = charge(request);
        said.put(request, Said.NOTHING);
        var expires = NOW.plus(Duration.ofHours(1));
        ledger.wallets().place(request, charge.buyerId(), HELD, expires);
        said.put(request, Said.HELD);
        ledger.chargeUsage().capture(charge);
        said.put(request, Said.CAPTURED);
    }

    private static ChargeUsage.Charge charge(UUID request) {
        var dice = new Random(request.hashCode());
        var pico = 1 + dice.nextLong(5_000_000_000L);
        return new ChargeUsage.Charge(
                request,
                buyer(dice.nextInt(WALLETS)),
                USD,
                pico,
                new UUID(0, 77),
                Currency.of("CNY"),
                6 * pico,
                500,
                NOW,
                Map.of());
    }

    private void look(TestLedger ledger, int round) {
        // A server that lives for a second never gets to it, and plans as if its tables were empty.
        ledger.database().sql("analyze").update();
        var states = new HashMap<UUID, Hold.State>();
        ledger.database()
                .sql("select id, state from hold")
                .list(row ->
                        states.put(row.id("id"), row.constant(Hold.State.class, "state")) == null);
        for (var request : states.keySet()) {
            if (!said.containsKey(request)) {
                violations.add("round " + round + ": invented " + request);
            }
        }
        for (var one : Map.copyOf(said).entrySet()) {
            if (!isKept(one.getValue(), Optional.ofNullable(states.get(one.getKey())))) {
                violations.add("round " + round + ": lost " + one);
            }
            if (one.getValue() != Said.CAPTURED) {
                // Whoever got no answer asks again, and it is done once.
                unanswered++;
                serve(ledger, one.getKey());
            }
        }
        for (var fault : ledger.coherence().faults()) {
            violations.add("round " + round + ": " + fault);
        }
    }

    private static boolean isKept(Said told, Optional<Hold.State> state) {
        return switch (told) {
            case NOTHING -> true;
            case HELD -> state.isPresent();
            case CAPTURED -> state.equals(Optional.of(Hold.State.CAPTURED));
        };
    }
}
