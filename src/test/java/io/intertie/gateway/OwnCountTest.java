package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.gateway.EveryEndingTest.Spoken;
import io.intertie.metering.UsageRecord;
import io.intertie.metering.UsageRecord.CountedBy;
import io.intertie.sandbox.SandboxProvider;
import io.intertie.tokens.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What is counted by the market itself, where nobody else did.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnCountTest {
    private static final String TOOLS =
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"price_at\",\"parameters\":"
                    + "{\"type\":\"object\",\"properties\":{\"zone\":{\"type\":\"string\"},"
                    + "\"hour\":{\"type\":\"integer\"}},\"required\":[\"zone\",\"hour\"]}}}]";

    private final SandboxProvider sandbox = SandboxProvider.start(0);
    private final TestMarket market = new TestMarket("1000", sandbox.baseUrl());

    @Test
    void aCallsNameAndArgumentsAreCountedAsTheProviderCountsThem() {
        for (var mode : List.of("\"stream\":true", "\"stream\":false")) {
            var theirs = count(TestMarket.chat("call price_at", mode, TOOLS));
            var ours = count(TestMarket.chat("call price_at [[sandbox:usage=none]]", mode, TOOLS));
            assertEquals(CountedBy.PROVIDER, theirs.countedBy());
            assertEquals(CountedBy.O200K_BASE, ours.countedBy());
            // The arguments follow from the prompt, so they are not the same: a few tokens each.
            assertTrue(theirs.tokens().output() > 5);
            assertTrue(Math.abs(theirs.tokens().output() - ours.tokens().output()) <= 12, mode);
        }
    }

    private UsageRecord count(String body) {
        var id = UUID.randomUUID();
        assertEquals(200, market.chat(id, body).status());
        return market.record(id).usage();
    }

    @Test
    void whoeverLeavesPaysForTheTokensThatCame() throws Exception {
        var id = UUID.randomUUID();
        var frames = new ArrayList<String>();
        var heard =
                market.answer(
                        id,
                        "chat/completions",
                        TestMarket.chat("[[sandbox:gap=20,tokens=500]]", "\"stream\":true"),
                        frame -> frames.size() < 20 && frames.add(frame));
        for (int at = 0; at < 500 && market.metering.records().find(id).isEmpty(); at++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        var usage = market.record(id).usage();
        assertEquals(CountedBy.O200K_BASE, usage.countedBy());
        var said = Tokenizer.O200K_BASE.count(heard.text());
        assertTrue(said > 10, heard.text());
        assertTrue(Math.abs(said - usage.tokens().output()) <= 2, usage.tokens()::toString);
    }

    @Test
    void countTokensTellsWhatTheProviderWillCount() {
        var body = Spoken.MESSAGES.body("Wie viel kostet Strom? 电价 🙂 \\\"quoted\\\"", false);
        var counted = market.answer(UUID.randomUUID(), "messages/count_tokens", body);
        var id = UUID.randomUUID();
        market.answer(id, "messages", body);
        assertEquals(
                market.record(id).usage().tokens().input(),
                counted.body().path("input_tokens").asLong());
        assertEquals("o200k_base", counted.body().path("counted_by").asText());
    }

    @Test
    void countTokensSaysWhereItEstimates() {
        var body = Spoken.MESSAGES.body("hello", false).replace("echo-1", "elsewhere");
        var counted = market.answer(UUID.randomUUID(), "messages/count_tokens", body).body();
        assertEquals("bytes", counted.path("counted_by").asText());
        assertTrue(counted.path("input_tokens").asLong() > 1);
    }

    @Test
    void theEventLoopGoesOnWhileALongTextIsCounted() throws Exception {
        var hostile = new StringBuilder();
        var random = new Random(1);
        while (hostile.length() < 300_000) {
            hostile.append((char) (0x4e00 + random.nextInt(20_000)));
        }
        var says = "[[sandbox:usage=none,tokens=5]] " + hostile;
        // Whatever is read for the first time takes its time.
        market.chat(UUID.randomUUID(), TestMarket.chat(says, "\"stream\":false"));
        var began = System.nanoTime();
        assertTrue(Tokenizer.O200K_BASE.count(hostile.toString()) > 300_000);
        var counting = System.nanoTime() - began;
        var client = new TestClient(_ -> true);
        var last = new AtomicLong(System.nanoTime());
        var longest = new AtomicLong();
        var ticks =
                client.loop()
                        .scheduleAtFixedRate(
                                () -> {
                                    var now = System.nanoTime();
                                    longest.accumulateAndGet(now - last.getAndSet(now), Math::max);
                                },
                                0,
                                2,
                                TimeUnit.MILLISECONDS);
        var id = UUID.randomUUID();
        var heads = Map.of("authorization", "Bearer " + TestMarket.KEY);
        var body = TestMarket.chat(says, "\"stream\":false");
        var heard = market.asked(id, "chat/completions", heads, body, client).heard();
        ticks.cancel(false);
        assertEquals(200, heard.status());
        assertEquals(CountedBy.O200K_BASE, market.record(id).usage().countedBy());
        assertTrue(
                longest.get() < counting / 2,
                "%d ms of %d".formatted(longest.get() / 1_000_000, counting / 1_000_000));
    }

    @AfterAll
    void theBooksAgree() {
        assertEquals(List.of(), market.ledger.coherence().faults());
        assertEquals(0, market.wallet().held().micro());
        market.close();
        sandbox.close();
    }
}
