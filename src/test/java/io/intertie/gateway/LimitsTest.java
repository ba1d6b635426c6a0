package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey;
import io.intertie.access.SpendLimit;
import io.intertie.access.SpendLimit.Reset;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Calls that a wallet covers and a limit does not.
///
/// "hello" with max_tokens 100 costs at most 106.34 micro: 107 are held.
class LimitsTest {
    private static final int CALLS = 500;
    private static final int COVERED = 10;
    private static final String HELLO = TestMarket.chat("hello", "\"max_tokens\":100");
    private static final String BODY =
            """
            {"id":"1","object":"chat.completion","choices":[{"index":0,"finish_reason":"stop",
            "message":{"role":"assistant","content":"ok"}}],
            "usage":{"prompt_tokens":8,"completion_tokens":1,"total_tokens":9}}\
            """;

    @Test
    @Tag("lesson-4")
    void fiveHundredCallsOnAKeyLimitedToTenAdmitExactlyTen() throws Exception {
        var statuses = atOnce(HELLO, new ApiKey.Limits(limit("0.00107", Reset.MONTHLY), none()));
        assertEquals(Map.of(200, COVERED, 402, CALLS - COVERED), statuses);
    }

    @Test
    @Tag("lesson-4")
    void fiveHundredCallsOfATaskLimitedToTenAdmitExactlyTen() throws Exception {
        var body = TestMarket.chat("hello", "\"max_tokens\":100", "\"session_id\":\"t-1\"");
        var statuses = atOnce(body, new ApiKey.Limits(Optional.empty(), usd("0.00107")));
        assertEquals(Map.of(200, COVERED, 402, CALLS - COVERED), statuses);
    }

    private static Map<Integer, Integer> atOnce(String body, ApiKey.Limits limits)
            throws Exception {
        var refused = new CountDownLatch(CALLS - COVERED);
        var statuses = new ConcurrentHashMap<Integer, Integer>();
        // Nobody is answered before everybody was decided, so no charge can free room early.
        try (var provider =
                        FaultyProvider.that(exchange -> {
                            await(refused);
                            answer(exchange);
                        });
                var market = new TestMarket("100", provider.baseUrl());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            market.limit(limits);
            var calls = new ArrayList<Future<?>>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(
                        threads.submit(() -> {
                            var status = market.chat(UUID.randomUUID(), body).status();
                            statuses.merge(status, 1, Integer::sum);
                            if (status != 200) {
                                refused.countDown();
                            }
                        }));
            }
            for (var call : calls) {
                call.get();
            }
            assertEquals(0, market.wallet().held().micro());
            assertEquals(COVERED, market.metering.records().ofBuyer(market.buyerId, 100).size());
            assertEquals(List.of(), market.ledger.coherence().faults());
        }
        return statuses;
    }

    @Test
    void aRefusalNamesTheLimitWhatWasSpentAndWhenItResets() throws Exception {
        try (var provider = FaultyProvider.that(LimitsTest::answer);
                var market = new TestMarket("100", provider.baseUrl())) {
            market.limit(new ApiKey.Limits(limit("0.000108", Reset.DAILY), none()));
            assertEquals(200, market.chat(UUID.randomUUID(), HELLO).status());
            var error = refused(market, HELLO);
            assertTrue(
                    error.startsWith("This API key may spend USD 0.000108 a day. Spent: USD 0."));
            assertTrue(error.contains("the request may cost up to USD 0.000107"), error);
            assertTrue(error.contains("Nothing was sent or charged. It resets at 20"), error);
            assertTrue(error.contains("T00:00:00Z"), error);
            market.limit(ApiKey.Limits.NONE, limit("0.000001", Reset.NEVER).orElseThrow());
            var organisation = refused(market, HELLO);
            assertTrue(organisation.startsWith("Your organisation may spend USD 0.000001 in all."));
            assertTrue(organisation.contains("It does not reset"), organisation);
            assertEquals(1, market.metering.records().ofBuyer(market.buyerId, 9).size());
        }
    }

    @Test
    void eachTaskHasItsOwnLimitAndTheDatabaseKnowsOnlyAHashOfItsId() throws Exception {
        try (var provider = FaultyProvider.that(LimitsTest::answer);
                var market = new TestMarket("100", provider.baseUrl())) {
            market.limit(new ApiKey.Limits(Optional.empty(), usd("0.000108")));
            for (var task : List.of("secret-task-1", "secret-task-2")) {
                var body = inTask(task);
                assertEquals(200, market.chat(UUID.randomUUID(), body).status(), task);
                assertTrue(refused(market, body).startsWith("Each task (session_id) of this API"));
            }
            var kept =
                    market.ledger
                            .database()
                            .sql(
                                    "select string_agg(h::text, ' ') || (select"
                                            + " string_agg(c::text, ' ') from spend_counter c)"
                                            + " as t from hold h")
                            .one(row -> row.text("t"));
            assertFalse(kept.contains("secret-task"), kept);
            // Without a session id each call is a task of its own.
            assertEquals(200, market.chat(UUID.randomUUID(), HELLO).status());
            assertEquals(200, market.chat(UUID.randomUUID(), HELLO).status());
        }
    }

    @Test
    void aSessionIdThatIsNoneIsRefusedAtItsField() throws Exception {
        try (var market = new TestMarket("100", URI.create("http://127.0.0.1:9"))) {
            for (var bad : List.of("7", "\"" + "x".repeat(257) + "\"")) {
                var body = TestMarket.chat("hello", "\"session_id\":" + bad);
                var heard = market.chat(UUID.randomUUID(), body);
                assertEquals(400, heard.status());
                assertEquals("session_id", heard.body().at("/error/param").asText());
            }
            assertEquals(0, market.wallet().held().micro());
        }
    }

    @Test
    void aKeyThatIsLimitedInOneCurrencySpendsNoOther() throws Exception {
        try (var market = new TestMarket("100", URI.create("http://127.0.0.1:9"))) {
            var yuan = new SpendLimit(Money.of("9", Currency.of("CNY")), Reset.NEVER);
            market.limit(new ApiKey.Limits(Optional.of(yuan), none()));
            var error = refused(market, HELLO);
            assertTrue(error.contains("charged in USD, which the limit does not count"), error);
        }
    }

    private static String refused(TestMarket market, String body) {
        var id = UUID.randomUUID();
        var heard = market.chat(id, body);
        assertEquals(402, heard.status());
        assertEquals("spend_limit_reached", heard.body().at("/error/code").asText());
        assertEquals("insufficient_quota", heard.body().at("/error/type").asText());
        assertTrue(market.ledger.wallets().hold(id).isEmpty());
        return heard.body().at("/error/message").asText();
    }

    private static String inTask(String task) {
        return TestMarket.chat("hello", "\"max_tokens\":100", "\"session_id\":\"" + task + "\"");
    }

    private static Optional<SpendLimit> limit(String amount, Reset reset) {
        return usd(amount).map(most -> new SpendLimit(most, reset));
    }

    private static Optional<Money> usd(String amount) {
        return Optional.of(Money.of(amount, TestOffers.USD));
    }

    private static Optional<Money> none() {
        return Optional.empty();
    }

    private static void answer(com.sun.net.httpserver.HttpExchange exchange)
            throws java.io.IOException {
        exchange.sendResponseHeaders(200, BODY.length());
        exchange.getResponseBody().write(BODY.getBytes(StandardCharsets.UTF_8));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
