package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.metering.UsageRecord.State;
import io.intertie.sandbox.SandboxProvider;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A stream whose provider is silent is kept open, and a failure after that is an event of it.
class SilenceTest {
    private static final String STREAM = "\"stream\":true";

    private final SandboxProvider sandbox = SandboxProvider.start(0);
    private final TestMarket market =
            TestMarket.pinging(Duration.ofMillis(400), "10", sandbox.baseUrl());
    private final UUID id = UUID.randomUUID();

    @AfterEach
    void stop() {
        market.close();
        sandbox.close();
    }

    @Test
    void aSilentStreamCarriesCommentsUntilTheFirstWord() {
        var heard = market.chat(id, TestMarket.chat("[[sandbox:delay=1500,tokens=3]]", STREAM));
        assertEquals(": ping\n\n", heard.events().getFirst());
        assertTrue(heard.isDone());
        assertEquals(State.COMPLETED, market.record(id).usage().state());
    }

    @Test
    void aFailureAfterACommentIsAnEventAndCostsNothing() {
        var says = "[[sandbox:delay=1500,status=500]]";
        var heard = market.chat(id, TestMarket.chat(says, STREAM));
        assertEquals(200, heard.status());
        assertEquals(": ping\n\n", heard.events().getFirst());
        assertEquals("upstream_error", heard.error().path("code").asText());
        assertFalse(heard.isDone());
        assertEquals(0, market.record(id).charge().buyerPico());
    }

    @Test
    @Tag("lesson-18")
    void anthropicsClientsHearTheirOwnPingAndTheirOwnError() {
        var heads = Map.of("x-api-key", TestMarket.KEY);
        var body = TestMarket.chat("[[sandbox:delay=1500,status=500]]", STREAM, "\"max_tokens\":9");
        var heard = market.answer(id, "messages", heads, body);
        assertEquals("event: ping\ndata: {\"type\":\"ping\"}\n\n", heard.events().getFirst());
        assertTrue(
                heard.events().getLast().startsWith("event: error\ndata: {\"type\":\"error\""),
                heard.events().getLast());
    }

    @Test
    void aWholeAnswerIsWaitedForInSilence() {
        var heard = market.chat(id, TestMarket.chat("[[sandbox:delay=1500,tokens=3]]"));
        assertEquals(200, heard.status());
        assertTrue(heard.usage().path("cost").decimalValue().signum() > 0);
    }
}
