package io.intertie.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey;
import io.intertie.gateway.admission.Rates.Entered;
import io.intertie.gateway.admission.Rates.Exceeded;
import io.intertie.gateway.admission.Rates.Outcome;
import io.intertie.platform.persistence.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Three nodes on one database, and one clock that is moved by hand.
class SharedRatesTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private final Database database = TestCallers.database();
    private final AtomicLong now = new AtomicLong();
    private final List<Rates> nodes = Stream.of(1, 2, 3).map(_ -> node()).toList();

    private Rates node() {
        return new Rates(database, task -> Thread.ofVirtual().start(task), now::get, Duration.ZERO);
    }

    private Outcome enter(Rates node, Caller caller, long tokens) {
        while (true) {
            var outcome = node.enter(caller, tokens, now.get());
            if (!(outcome instanceof Rates.Unknown unknown)) {
                return outcome;
            }
            assertTrue(unknown.known().toCompletableFuture().join());
        }
    }

    private int admitted(Rates node, Caller caller, int calls) {
        var count = 0;
        for (int i = 0; i < calls; i++) {
            if (enter(node, caller, 0) instanceof Entered entered) {
                entered.entry().leave(0);
                count++;
            }
        }
        return count;
    }

    /// The clock goes on by a quarter of a second, after which each node has had its round.
    private void pass(long millis) {
        for (long passed = 0; passed < millis; passed += 250) {
            now.addAndGet(250 * MILLI);
            nodes.forEach(Rates::round);
        }
    }

    @Test
    @Tag("lesson-5")
    void threeNodesTogetherNeverExceedALimitAndUseAllOfIt() {
        var caller =
                TestCallers.caller(TestCallers.rates(300, 0, 0), TestCallers.rates(0, 40_000, 0));
        var random = new Random(1);
        record Spent(long at, long tokens) {}
        var spent = new ArrayList<Spent>();
        for (int step = 0; step < 4 * 200; step++) {
            pass(250);
            for (var node : nodes) {
                // Now this node is the busy one, now that.
                var calls = step / 40 % 3 == nodes.indexOf(node) ? 6 : random.nextInt(2);
                for (int call = 0; call < calls; call++) {
                    var tokens = random.nextLong(400);
                    if (enter(node, caller, tokens) instanceof Entered entered) {
                        entered.entry().leave(tokens / 2);
                        spent.add(new Spent(now.get(), tokens / 2));
                    }
                }
            }
        }
        var requests = 0L;
        var tokens = 0L;
        for (int first = 0, last = 0; last < spent.size(); last++) {
            tokens += spent.get(last).tokens();
            while (spent.get(last).at() - spent.get(first).at() > 60 * SECOND) {
                tokens -= spent.get(first++).tokens();
            }
            requests = Math.max(requests, last - first + 1);
            assertTrue(tokens <= 40_000, tokens + " tokens");
        }
        assertTrue(requests <= 300, requests + " requests");
        // 200 seconds have room for three to four times the limit.
        assertTrue(spent.size() > 3 * 300 * 0.9, spent.size() + " calls");
    }

    @Test
    @Tag("lesson-5")
    void aBurstOnAllNodesAtOncePassesExactlyTheLimit() throws Exception {
        var caller = TestCallers.caller(500, 0, 0);
        var admitted = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 24; thread++) {
                var node = nodes.get(thread % 3);
                var _ = threads.submit(() -> admitted.addAndGet(admitted(node, caller, 100)));
            }
        }
        assertTrue(admitted.get() <= 500, admitted + " calls");
        for (int round = 0; round < 10; round++) {
            pass(250);
            nodes.forEach(node -> admitted.addAndGet(admitted(node, caller, 200)));
        }
        assertEquals(500, admitted.get());
    }

    @Test
    void aClientOfOneNodeHasTheWholeLimitAndTakesItAlongToAnother() {
        var caller = TestCallers.caller(100, 0, 0);
        assertEquals(100, admitted(nodes.get(0), caller, 150));
        assertEquals(0, admitted(nodes.get(1), caller, 10));
        pass(61_000);
        var elsewhere = 0;
        for (int round = 0; round < 12; round++) {
            elsewhere += admitted(nodes.get(1), caller, 150);
            pass(250);
        }
        assertEquals(100, elsewhere);
        assertEquals(0, admitted(nodes.get(2), caller, 10));
    }

    @Test
    void callsUnderWayAreCountedOnAllNodesTogether() {
        var caller = TestCallers.caller(0, 0, 4);
        var entries = new ArrayList<Rates.Entry>();
        for (int i = 0; i < 12; i++) {
            if (enter(nodes.get(i % 3), caller, 0) instanceof Entered entered) {
                entries.add(entered.entry());
            }
        }
        assertEquals(4, entries.size());
        entries.forEach(entry -> entry.leave(0));
        var again = 0;
        for (int round = 0; round < 20 && again < 4; round++) {
            pass(250);
            if (enter(nodes.get(2), caller, 0) instanceof Entered) {
                again++;
            }
        }
        assertEquals(4, again);
    }

    @Test
    void whatANodeHadThatDiedIsFreeWhenItsMinuteIsOver() {
        var caller = TestCallers.caller(100, 0, 0);
        var dead = node();
        assertEquals(100, admitted(dead, caller, 150));
        assertEquals(0, admitted(nodes.get(0), caller, 10));
        var until =
                database.sql(
                                "select min(valid_until) > now() + interval '61 s' as t"
                                        + " from rate_share")
                        .one(row -> row.flag("t"));
        assertTrue(until, "its calls count as long as they lie in the last minute");
        database.sql("update rate_share set valid_until = now() where share = 100").update();
        pass(1_000);
        assertEquals(100, admitted(nodes.get(0), caller, 150));
    }

    @Test
    void whatANodeDidNotUseIsFreeAtOnceWhenItEnds() {
        var caller = TestCallers.caller(TestCallers.rates(100, 0, 7), ApiKey.Rates.NONE);
        var ending = node();
        assertEquals(60, admitted(ending, caller, 60));
        assertInstanceOf(Entered.class, enter(ending, caller, 0));
        ending.end();
        assertEquals(39, admitted(nodes.get(0), caller, 150));
        assertInstanceOf(Exceeded.class, enter(nodes.get(0), caller, 0));
    }
}
