package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.money.Currency;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many calls at once on a wallet that covers few.
class OverdraftTest {
    private static final int CALLS = 500;
    private static final int COVERED = 10;
    private static final String BODY =
            """
            {"id":"1","object":"chat.completion","choices":[{"index":0,"finish_reason":"stop",
            "message":{"role":"assistant","content":"ok"}}],
            "usage":{"prompt_tokens":8,"completion_tokens":1,"total_tokens":9}}\
            """;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("lesson-4")
    void fiveHundredCallsOnMoneyForTenAdmitExactlyTen(boolean isLeased, @TempDir Path usageLog)
            throws Exception {
        var refused = new CountDownLatch(CALLS - COVERED);
        var served = new AtomicInteger();
        // Nobody is answered before everybody was decided, so no capture can free money early.
        try (var provider =
                        FaultyProvider.that(exchange -> {
                            await(refused);
                            served.incrementAndGet();
                            exchange.sendResponseHeaders(200, BODY.length());
                            exchange.getResponseBody()
                                    .write(BODY.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                        });
                // "hello": 5 + 16 + role 4 = 25 input and 100 output tokens at most: 106.34 micro.
                var market =
                        isLeased
                                ? TestMarket.leased(usageLog, "0.00107", provider.baseUrl())
                                : new TestMarket("0.00107", provider.baseUrl());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = new ConcurrentHashMap<Integer, Integer>();
            var calls = new ArrayList<Future<?>>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(
                        threads.submit(() -> {
                            var body = TestMarket.chat("hello", "\"max_tokens\":100");
                            var heard = market.chat(UUID.randomUUID(), body);
                            statuses.merge(heard.status(), 1, Integer::sum);
                            if (heard.status() != 200) {
                                refused.countDown();
                            }
                        }));
            }
            for (var call : calls) {
                call.get();
            }
            assertEquals(Map.of(200, COVERED, 402, CALLS - COVERED), statuses);
            assertEquals(COVERED, served.get());
            market.leave();
            assertEquals(0, market.wallet().leased().micro());
            assertEquals(0, market.wallet().held().micro());
            assertEquals(List.of(), market.ledger.coherence().faults());
            assertEquals(Map.of(), unbalanced(market));
            assertEquals(COVERED, market.metering.records().ofBuyer(market.buyerId, 100).size());
        }
    }

    /// The currencies whose accounts do not add up to nothing.
    private static Map<Currency, Long> unbalanced(TestMarket market) {
        var sums = new HashMap<Currency, Long>();
        market.ledger
                .journal()
                .trialBalance()
                .forEach(line -> sums.merge(line.currency(), line.balance(), Math::addExact));
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
