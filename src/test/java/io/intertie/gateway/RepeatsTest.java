package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey;
import io.intertie.access.OrganisationLimits.Rules;
import io.intertie.access.RoutePolicy;
import io.intertie.sandbox.SandboxProvider;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A request that is sent again: run and charged once.
class RepeatsTest {
    private static final String CHAT = "chat/completions";

    private final SandboxProvider sandbox = SandboxProvider.start(0);
    private final TestMarket market = new TestMarket("10", sandbox.baseUrl());
    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();

    @AfterEach
    void theBooksAgree() {
        assertEquals(0, market.wallet().held().micro());
        assertEquals(java.util.List.of(), market.ledger.coherence().faults());
        market.close();
        sandbox.close();
    }

    private Heard send(UUID id, String body, String... heads) {
        var all = new HashMap<>(Map.of("authorization", "Bearer " + TestMarket.KEY));
        for (int at = 0; at < heads.length; at += 2) {
            all.put(heads[at], heads[at + 1]);
        }
        return market.answer(id, CHAT, all, body);
    }

    /// What came of the first one is written when it has been answered.
    private Heard sendAgain(String body, String... heads) throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            var heard = send(second, body, heads);
            if (heard.status() != 409) {
                return heard;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("still under way");
    }

    private void assertOnlyTheFirstWasCharged() {
        assertTrue(market.record(first).charge().buyerPico() > 0);
        assertTrue(market.metering.records().find(second).isEmpty());
        assertEquals(1, sandbox.seen().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    @Tag("lesson-14")
    void theSameKeyGetsTheSameAnswer(String streamed) throws Exception {
        var body = TestMarket.chat("hello", "\"stream\":" + streamed);
        var heard = send(first, body, "idempotency-key", "order-7");
        var again = sendAgain(body, "idempotency-key", "order-7");
        assertEquals(200, again.status());
        assertEquals(heard.body(), again.body());
        assertEquals(heard.events(), again.events());
        assertEquals(first.toString(), again.headers().get("x-intertie-replay"));
        assertEquals(
                heard.headers().get("x-intertie-receipt"),
                again.headers().get("x-intertie-receipt"));
        assertOnlyTheFirstWasCharged();
    }

    @Test
    void anAnswerIsAtRestOnlySealed() throws Exception {
        var body = TestMarket.chat("[[sandbox:tokens=30]]");
        var text = send(first, body, "idempotency-key", "order-7").text();
        sendAgain(body, "idempotency-key", "order-7");
        var rows =
                market.database()
                        .sql("select answer, key_hash, request_hash from replay")
                        .list(row -> row.bytes("answer"));
        assertEquals(1, rows.size());
        var kept = new String(rows.getFirst(), StandardCharsets.ISO_8859_1);
        assertFalse(kept.contains(text.substring(0, 12)));
    }

    @Test
    void anotherRequestUnderTheKeyIsRefused() {
        send(first, TestMarket.chat("hello"), "idempotency-key", "order-7");
        var heard = send(second, TestMarket.chat("goodbye"), "idempotency-key", "order-7");
        assertEquals(422, heard.status());
        assertEquals("idempotency_key_reused", heard.error().path("code").asText());
        assertEquals("Idempotency-Key", heard.error().path("param").asText());
        assertOnlyTheFirstWasCharged();
    }

    @Test
    void ofTwentyAtOnceOneRuns() throws Exception {
        var body = TestMarket.chat("[[sandbox:delay=300]]");
        var answered = new AtomicInteger();
        var busy = new AtomicInteger();
        var threads = new Thread[20];
        for (int i = 0; i < threads.length; i++) {
            threads[i] =
                    Thread.ofVirtual()
                            .start(() -> {
                                var heard = send(UUID.randomUUID(), body, "idempotency-key", "x");
                                if (heard.status() == 200) {
                                    answered.incrementAndGet();
                                } else if (heard.status() == 409) {
                                    assertEquals("1", heard.headers().get("retry-after"));
                                    busy.incrementAndGet();
                                }
                            });
        }
        for (var thread : threads) {
            thread.join();
        }
        assertEquals(20, answered.get() + busy.get());
        assertTrue(answered.get() >= 1);
        assertEquals(1, sandbox.seen().size());
    }

    @ParameterizedTest
    @CsvSource({"[[sandbox:status=500]], 502", "[[sandbox:empty]], 502"})
    void whatCostNothingRunsAgain(String asks, int status) throws Exception {
        var body = TestMarket.chat(asks);
        assertEquals(status, send(first, body, "idempotency-key", "k").status());
        assertEquals(status, sendAgain(body, "idempotency-key", "k").status());
        assertEquals(2, sandbox.seen().size());
        assertEquals(10_000_000, market.wallet().posted().micro());
    }

    @Test
    void whoeverLeftAndPaidIsToldSoAndNotChargedAgain() throws Exception {
        var body = TestMarket.chat("[[sandbox:gap=20,tokens=300]]", "\"stream\":true");
        var frames = new int[1];
        var heads = Map.of("authorization", "Bearer " + TestMarket.KEY, "idempotency-key", "k");
        market.asked(first, CHAT, heads, body, new TestClient(_ -> frames[0]++ < 12)).heard();
        var again = sendAgain(body, "idempotency-key", "k");
        assertEquals(422, again.status());
        assertEquals("idempotency_replay_unavailable", again.error().path("code").asText());
        assertEquals("false", again.headers().get("x-should-retry"));
        assertTrue(again.error().path("message").asText().contains(first.toString()));
        assertOnlyTheFirstWasCharged();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a b", "schlüssel"})
    void aKeyThatIsNoneIsRefused(String key) {
        var heard = send(first, TestMarket.chat("hello"), "idempotency-key", key);
        assertEquals(400, heard.status());
        assertEquals("Idempotency-Key", heard.error().path("param").asText());
    }

    @Test
    @Tag("lesson-14")
    void aLibrarysOwnRepeatIsAnsweredAsBefore() {
        var body = TestMarket.chat("hello");
        var heard = send(first, body, "x-stainless-retry-count", "0");
        var again = send(second, body, "x-stainless-retry-count", "1");
        assertEquals(heard.body(), again.body());
        assertOnlyTheFirstWasCharged();
    }

    @Test
    void whoAsksTheSameAnewIsAnsweredAnew() {
        var body = TestMarket.chat("hello");
        send(first, body);
        send(second, body);
        assertEquals(2, sandbox.seen().size());
        assertNotEquals(0, market.record(second).charge().buyerPico());
    }

    @Test
    void whereNothingMayBeRetainedOnlyTheOutcomeIsKept() throws Exception {
        var nothing = new RoutePolicy(Optional.empty(), Set.of(), false, true);
        market.rule(new Rules(ApiKey.Rates.NONE, ApiKey.Rates.NONE, nothing));
        var body = TestMarket.chat("hello");
        send(first, body, "idempotency-key", "k");
        var again = sendAgain(body, "idempotency-key", "k");
        assertEquals(422, again.status());
        assertEquals("idempotency_replay_unavailable", again.error().path("code").asText());
        var kept =
                market.database()
                        .sql("select count(*) as n from replay where answer is not null")
                        .list(row -> row.count("n"));
        assertEquals(java.util.List.of(0), kept);
        assertOnlyTheFirstWasCharged();
    }
}
