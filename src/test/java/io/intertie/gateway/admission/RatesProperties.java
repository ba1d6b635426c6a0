package io.intertie.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.gateway.admission.Rates.Entered;
import io.intertie.gateway.admission.Rates.Outcome;
import io.intertie.platform.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What holds for any calls, and for many at once.
class RatesProperties {
    private static final Database DATABASE = TestCallers.database();
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final Rates rates = new Rates(DATABASE, Runnable::run, now::get, Duration.ZERO);

    @Test
    void inNoSixtySecondsIsMoreThanTheLimit() {
        for (int seed = 0; seed < 8; seed++) {
            var random = new Random(seed);
            var limit = 50 + random.nextInt(500);
            var caller = TestCallers.caller(0, limit, 0);
            record Spent(long at, long tokens) {}
            var spent = new ArrayList<Spent>();
            for (int call = 0; call < 2_000; call++) {
                now.addAndGet(random.nextLong(SECOND / 2));
                var tokens = random.nextLong(limit / 3 + 1);
                if (awaited(caller, tokens) instanceof Entered entered) {
                    var used = random.nextBoolean() ? tokens : random.nextLong(tokens + 1);
                    entered.entry().leave(used);
                    spent.add(new Spent(now.get(), used));
                }
            }
            var begin = 0;
            var sum = 0L;
            var most = 0L;
            for (var one : spent) {
                sum += one.tokens();
                while (one.at() - spent.get(begin).at() > 60 * SECOND) {
                    sum -= spent.get(begin++).tokens();
                }
                most = Math.max(most, sum);
            }
            assertTrue(most <= limit, most + " of " + limit);
            assertTrue(most > limit * 9 / 10, "the limit is used: " + most + " of " + limit);
        }
    }

    @Test
    void sixtyFourThreadsGetExactlyTheLimit() throws Exception {
        var caller =
                TestCallers.caller(TestCallers.rates(5_000, 0, 0), TestCallers.rates(8_000, 0, 0));
        var other =
                TestCallers.caller(TestCallers.rates(5_000, 0, 0), TestCallers.rates(8_000, 0, 0));
        var admitted = new AtomicInteger();
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(64)) {
            for (int thread = 0; thread < 64; thread++) {
                var mine = thread % 2 == 0 ? caller : other;
                var _ =
                        threads.submit(() -> {
                            start.await();
                            for (int call = 0; call < 200; call++) {
                                if (awaited(mine, 0) instanceof Entered entered) {
                                    entered.entry().leave(0);
                                    admitted.incrementAndGet();
                                }
                            }
                            return true;
                        });
            }
            start.countDown();
        }
        assertEquals(8_000, admitted.get());
    }

    private Outcome awaited(Caller caller, long tokens) {
        while (true) {
            var outcome = rates.enter(caller, tokens, now.get());
            if (!(outcome instanceof Rates.Unknown unknown)) {
                return outcome;
            }
            assertTrue(unknown.known().toCompletableFuture().join());
        }
    }

    @Test
    void theStandingIsToldInBothDialects() {
        var caller = TestCallers.caller(100, 30_000, 0);
        now.set(SECOND / 2);
        var standing = ((Entered) awaited(caller, 1_000)).standing();
        assertEquals(
                Map.of(
                        "x-ratelimit-limit-requests", "100",
                        "x-ratelimit-remaining-requests", "99",
                        "x-ratelimit-reset-requests", "1m1s",
                        "x-ratelimit-limit-tokens", "30000",
                        "x-ratelimit-remaining-tokens", "29000",
                        "x-ratelimit-reset-tokens", "1m1s"),
                standing.openAi());
        assertEquals(
                Map.of(
                        "anthropic-ratelimit-requests-limit", "100",
                        "anthropic-ratelimit-requests-remaining", "99",
                        "anthropic-ratelimit-requests-reset", "2026-11-26T00:01:01Z",
                        "anthropic-ratelimit-tokens-limit", "30000",
                        "anthropic-ratelimit-tokens-remaining", "29000",
                        "anthropic-ratelimit-tokens-reset", "2026-11-26T00:01:01Z"),
                standing.anthropic(Instant.parse("2026-11-26T00:00:00Z")));
    }
}
