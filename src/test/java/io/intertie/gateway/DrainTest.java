package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.gateway.EveryEndingTest.Spoken;
import io.intertie.metering.TokenCount;
import io.intertie.metering.UsageRecord.State;
import io.intertie.metering.UsageRecords.Rated;
import io.intertie.sandbox.SandboxProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Who pays for an answer that is read on when its client has left: for what the client had, by our
/// own count or the provider's, whichever is less; the provider for the rest.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrainTest {
    private static final String CHAT = "chat/completions";
    private static final Map<String, String> HEADS =
            Map.of("authorization", "Bearer " + TestMarket.KEY);
    private static final String USAGE =
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":%d}}}";

    private final SandboxProvider sandbox = SandboxProvider.start(0);
    private final Map<Integer, TestMarket> markets = new HashMap<>();

    @AfterAll
    void theBooksAgree() {
        for (var market : markets.values()) {
            assertEquals(List.of(), market.ledger.coherence().faults());
            market.close();
        }
        sandbox.close();
    }

    /// One that reads on for so long.
    private TestMarket market(int seconds) {
        return markets.computeIfAbsent(seconds, one -> market(one, sandbox.baseUrl()));
    }

    private static TestMarket market(int seconds, URI... endpoints) {
        return new TestMarket(
                Duration.ofSeconds(30),
                Kit.PING_AFTER,
                "100",
                Optional.empty(),
                TestOffers.draining(seconds, endpoints));
    }

    /// How the rest of an answer comes to its end that nobody hears.
    enum Ends {
        BY_USAGE(10, "gap=5,tokens=150"),
        WITHOUT_USAGE(10, "usage=none,gap=5,tokens=150"),
        WITH_ZERO_USAGE(10, "usage=zero,gap=5,tokens=150"),
        WITHOUT_A_MARK(10, "no_done,gap=5,tokens=150"),
        BROKEN(10, "fail_after=30,gap=5,tokens=150"),
        BY_AN_ERROR(10, "error_after=30,gap=5,tokens=150"),
        BY_THE_CLOCK(1, "gap=20,tokens=1000"),
        BY_CANCELLING(0, "gap=5,tokens=150");

        final int seconds;
        final String asks;

        Ends(int seconds, String asks) {
            this.seconds = seconds;
            this.asks = asks;
        }
    }

    static Stream<Arguments> cells() {
        return Arrays.stream(Ends.values())
                .flatMap(ends ->
                        Arrays.stream(Spoken.values()).map(spoken -> Arguments.of(ends, spoken)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void whoLeavesPaysForWhatWasDeliveredHoweverTheRestEnds(Ends ends, Spoken spoken)
            throws Exception {
        var market = market(ends.seconds);
        market.forgive();
        var id = UUID.randomUUID();
        var body = spoken.body("hello [[sandbox:" + ends.asks + "]]", true);
        var frames = new int[1];
        market.answer(id, spoken.path, body, _ -> frames[0]++ < 12);
        var rated = recorded(market, id);
        assertEquals(State.PARTIAL, rated.usage().state());
        assertEquals("client_left", rated.usage().finishReason());
        assertTrue(rated.usage().estimated());
        // A dozen frames, where the whole answer has 150 tokens.
        var output = rated.usage().tokens().output();
        assertTrue(output > 0 && output < 60, output + " tokens");
        assertTrue(rated.charge().buyerPico() > 0);
        assertEquals(0, market.wallet().held().micro());
        assertEquals(0, market.drains.count());
    }

    private static Rated recorded(TestMarket place, UUID id) throws InterruptedException {
        for (int i = 0; i < 800 && place.metering.records().find(id).isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        // On record a moment before its place is free.
        for (int i = 0; i < 100 && place.drains.count() > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return place.record(id);
    }

    private static String word(String text) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"%s\"}}]}"
                .formatted(text);
    }

    /// Asks, leaves at the first word, and lets the provider go on.
    private static Rated leave(TestMarket market, PatientProvider provider) throws Exception {
        var id = UUID.randomUUID();
        var body = TestMarket.chat("x".repeat(400), "\"stream\":true");
        market.asked(id, CHAT, HEADS, body, new TestClient(_ -> false)).heard();
        provider.hasLeft.countDown();
        return recorded(market, id);
    }

    @Test
    void theProvidersCountsAreBilledWhereTheyAreLessThanOurs() throws Exception {
        try (var provider =
                        new PatientProvider(
                                word("y".repeat(400)), USAGE.formatted(20, 30, 5), "[DONE]");
                var market = market(10, provider.url())) {
            var usage = leave(market, provider).usage();
            assertEquals(new TokenCount(15, 5, 30, 0), usage.tokens());
            assertFalse(usage.estimated());
        }
    }

    @Test
    void whatTheProviderHasCountedAlreadyIsCancelledAndBilledSo() throws Exception {
        var counted =
                word("y".repeat(400))
                        .replace(
                                "}]}",
                                "}],\"usage\":{\"prompt_tokens\":20,"
                                        + "\"completion_tokens\":90}}");
        try (var provider = new PatientProvider(counted, USAGE.formatted(20, 900, 0), "[DONE]");
                var market = market(60, provider.url())) {
            var id = UUID.randomUUID();
            var body = TestMarket.chat("hello", "\"stream\":true");
            market.asked(id, CHAT, HEADS, body, new TestClient(_ -> false)).heard();
            // Long before the provider goes on.
            var usage = recordedNow(market, id).usage();
            assertEquals(new TokenCount(20, 0, 90, 0), usage.tokens());
            assertFalse(usage.estimated());
        }
    }

    @Test
    void ourCountIsBilledWhereTheProvidersTellsOfMore() throws Exception {
        var rest =
                new String[] {word("z".repeat(4_000)), USAGE.formatted(5_000, 900, 40), "[DONE]"};
        try (var provider = new PatientProvider(word("y".repeat(400)), rest);
                var other = new PatientProvider(word("y".repeat(400)), rest);
                var market = market(10, provider.url());
                var cancelling = market(0, other.url())) {
            var drained = leave(market, provider).usage();
            var cancelled = leave(cancelling, other).usage();
            assertEquals(100, drained.tokens().output());
            assertEquals(cancelled.tokens().output(), drained.tokens().output());
            assertEquals(
                    cancelled.tokens().input(),
                    drained.tokens().input() + drained.tokens().cachedInput());
            assertEquals(40, drained.tokens().cachedInput());
            assertTrue(drained.estimated());
        }
    }

    @Test
    void aConnectionThatWasReadToItsEndCarriesTheNextCall() throws Exception {
        var rest = new String[] {USAGE.formatted(20, 30, 0), "[DONE]"};
        for (var seconds : List.of(10, 0)) {
            try (var provider = new PatientProvider(word("hello"), rest);
                    var market = market(seconds, provider.url())) {
                var client = new TestClient(_ -> false);
                var body = TestMarket.chat("hello", "\"stream\":true");
                var first = UUID.randomUUID();
                market.asked(first, CHAT, HEADS, body, client).heard();
                provider.hasLeft.countDown();
                recorded(market, first);
                // On both event loops, one of which the connection rests on.
                for (int i = 0; i < 4; i++) {
                    market.answer(UUID.randomUUID(), CHAT, body);
                }
                assertEquals(seconds == 0 ? 3 : 2, provider.distinctConnections());
            }
        }
    }

    @Test
    void whatIsTooMuchIsCut() throws Exception {
        var rest = new String[600];
        Arrays.fill(rest, word("z".repeat(40_000)));
        try (var provider = new PatientProvider(word("y".repeat(400)), rest);
                var market = market(10, provider.url())) {
            var usage = leave(market, provider).usage();
            assertEquals(100, usage.tokens().output());
            assertTrue(usage.estimated());
            assertTrue(provider.wasCut.await(5, TimeUnit.SECONDS), "it was read to its end");
        }
    }

    @Test
    void ofAListingSoManyAreReadOnAndTheOthersCancelled() throws Exception {
        var rest = new String[] {USAGE.formatted(20, 30, 0), "[DONE]"};
        try (var provider = new PatientProvider(word("hello"), rest);
                var market = market(10, provider.url())) {
            var ids = new ArrayList<UUID>();
            var body = TestMarket.chat("hello", "\"stream\":true");
            for (int i = 0; i < Drains.MOST_OF_A_LISTING + 3; i++) {
                var id = UUID.randomUUID();
                ids.add(id);
                market.asked(id, CHAT, HEADS, body, new TestClient(_ -> false)).heard();
            }
            for (int i = 0; i < 500 && market.drains.count() < Drains.MOST_OF_A_LISTING; i++) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertEquals(Drains.MOST_OF_A_LISTING, market.drains.count());
            for (var id : ids.subList(Drains.MOST_OF_A_LISTING, ids.size())) {
                assertEquals(State.PARTIAL, recordedNow(market, id).usage().state());
            }
            provider.hasLeft.countDown();
            for (var id : ids) {
                assertEquals(State.PARTIAL, recorded(market, id).usage().state());
            }
            assertEquals(0, market.drains.count());
        }
    }

    private static Rated recordedNow(TestMarket market, UUID id) throws InterruptedException {
        for (int i = 0; i < 100 && market.metering.records().find(id).isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return market.record(id);
    }

    @Test
    void aNodeThatStopsWaitsForNobodysAnswer() throws Exception {
        try (var provider = new PatientProvider(word("hello"), "[DONE]");
                var market = market(60, provider.url())) {
            var id = UUID.randomUUID();
            var body = TestMarket.chat("hello", "\"stream\":true");
            market.asked(id, CHAT, HEADS, body, new TestClient(_ -> false)).heard();
            for (int i = 0; i < 500 && market.drains.count() == 0; i++) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertEquals(1, market.drains.count());
            market.drains.stop();
            assertEquals(0, market.drains.count());
            assertEquals("client_left", market.record(id).usage().finishReason());
            var late = UUID.randomUUID();
            market.asked(late, CHAT, HEADS, body, new TestClient(_ -> false)).heard();
            assertEquals(State.PARTIAL, recordedNow(market, late).usage().state());
        }
    }

    @Test
    void whereNothingWasDeliveredNothingIsReadOnOrCharged() throws Exception {
        var market = market(10);
        for (var streamed : List.of(true, false)) {
            var id = UUID.randomUUID();
            var body = TestMarket.chat("[[sandbox:hang]]", "\"stream\":" + streamed);
            var before = sandbox.seen().size();
            var client = market.asked(id, CHAT, HEADS, body, new TestClient(_ -> true));
            for (int i = 0; i < 500 && sandbox.seen().size() == before; i++) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            client.loop().execute(client::leave);
            client.heard();
            var rated = recordedNow(market, id);
            assertEquals(State.FAILED, rated.usage().state());
            assertEquals(0, rated.charge().buyerPico());
        }
    }
}
