package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.metering.UsageRecord.State;
import io.intertie.metering.UsageRecords.Rated;
import io.intertie.sandbox.SandboxProvider;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every way an answer can end, in every dialect, streamed or not: one state, one effect on money.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryEndingTest {
    private final SandboxProvider sandbox = SandboxProvider.start(0);
    private final TestMarket market = new TestMarket("100", sandbox.baseUrl());
    private final TestMarket hasty =
            new TestMarket(Duration.ofSeconds(1), "100", sandbox.baseUrl());

    /// What a client speaks, by its path.
    enum Spoken {
        CHAT("chat/completions", "\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]"),
        COMPLETIONS("completions", "\"max_tokens\":500,\"prompt\":\"%s\""),
        RESPONSES("responses", "\"input\":\"%s\""),
        MESSAGES(
                "messages",
                "\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]");

        final String path;
        private final String says;

        Spoken(String path, String says) {
            this.path = path;
            this.says = says;
        }

        String body(String text, boolean streamed) {
            return "{\"model\":\"grid/echo-1\",%s,\"stream\":%s}"
                    .formatted(says.formatted(text), streamed);
        }
    }

    /// How an answer ends: what the provider is asked to do, whether the client leaves, and what
    /// becomes of the request, streamed and whole.
    enum Ends {
        WELL("hello", State.COMPLETED, State.COMPLETED, "stop", 200),
        WELL_WITHOUT_USAGE("[[sandbox:usage=none,tokens=20]]", State.COMPLETED, "stop", true),
        WELL_WITH_ZERO_USAGE("[[sandbox:usage=zero,tokens=20]]", State.COMPLETED, "stop", true),
        WELL_WITHOUT_A_MARK("[[sandbox:no_done]]", State.COMPLETED, State.COMPLETED, "stop", 200),
        BY_AN_ERROR("[[sandbox:status=500]]", State.FAILED, State.FAILED, "provider_failed", 502),
        WITHOUT_A_WORD("[[sandbox:empty]]", State.FAILED, State.FAILED, "provider_failed", 502),
        BROKEN_BEFORE_A_WORD(
                "[[sandbox:fail_after=0]]", State.FAILED, State.FAILED, "provider_broken", 502),
        BROKEN_AMID("[[sandbox:fail_after=6]]", State.PARTIAL, State.FAILED, "provider_", 502),
        BY_AN_ERROR_AMID(
                "[[sandbox:error_after=6]]", State.PARTIAL, State.FAILED, "provider_failed", 502),
        SILENT_BEFORE_A_WORD(
                "[[sandbox:hang]]", State.FAILED, State.FAILED, "provider_timed_out", 504),
        SILENT_AMID("[[sandbox:stall=5000,tokens=20]]", State.PARTIAL, "provider_timed"),
        LEFT_BEFORE_A_WORD("[[sandbox:hang]]", State.FAILED, State.FAILED, "client_left", 0),
        LEFT_AMID("[[sandbox:gap=20,tokens=400]]", State.PARTIAL, "client_left");

        final String asks;
        final State streamed;
        final Optional<State> whole;
        final String reason;
        final int status;
        final boolean estimated;

        Ends(String asks, State streamed, State whole, String reason, int status) {
            this.asks = asks;
            this.streamed = streamed;
            this.whole = Optional.of(whole);
            this.reason = reason;
            this.status = status;
            this.estimated = false;
        }

        Ends(String asks, State state, String reason, boolean estimated) {
            this.asks = asks;
            this.streamed = state;
            this.whole = Optional.of(state);
            this.reason = reason;
            this.status = 200;
            this.estimated = estimated;
        }

        /// One that only a stream can have.
        Ends(String asks, State streamed, String reason) {
            this.asks = asks;
            this.streamed = streamed;
            this.whole = Optional.empty();
            this.reason = reason;
            this.status = 200;
            this.estimated = false;
        }

        Optional<State> state(boolean isStreamed) {
            return isStreamed ? Optional.of(streamed) : whole;
        }
    }

    static Stream<Arguments> cells() {
        return Arrays.stream(Ends.values())
                .flatMap(ends ->
                        Arrays.stream(Spoken.values())
                                .flatMap(spoken ->
                                        Stream.of(true, false)
                                                .filter(one -> ends.state(one).isPresent())
                                                .map(one -> Arguments.of(ends, spoken, one))));
    }

    @ParameterizedTest
    @MethodSource("cells")
    @Tag("lesson-1")
    @Tag("lesson-30")
    void anEndingHasOneStateAndOneEffect(Ends ends, Spoken spoken, boolean streamed)
            throws Exception {
        var place = ends.name().startsWith("SILENT") ? hasty : market;
        place.forgive();
        var before = place.wallet().posted().micro();
        var id = UUID.randomUUID();
        var heard = heard(place, id, ends, spoken, streamed);
        var rated = recorded(place, id);

        var state = ends.state(streamed).orElseThrow();
        assertEquals(state, rated.usage().state());
        assertTrue(
                rated.usage().finishReason().startsWith(ends.reason), rated.usage().finishReason());
        var charged = rated.charge().buyerPico();
        assertEquals(state == State.FAILED, charged == 0);
        assertEquals(state == State.FAILED, rated.charge().providerPico() == 0);
        assertEquals(state == State.FAILED, rated.usage().tokens().total() == 0);
        assertEquals(ends.estimated || state == State.PARTIAL, rated.usage().estimated());
        // The carry of earlier requests may add the last micro.
        var taken = before - place.wallet().posted().micro();
        assertTrue(Math.abs(charged / 1_000_000 - taken) <= 1, charged + " and " + taken);
        assertEquals(0, place.wallet().held().micro());
        if (!ends.name().startsWith("LEFT")) {
            told(ends, spoken, streamed, heard, state);
        }
    }

    private static Heard heard(
            TestMarket place, UUID id, Ends ends, Spoken spoken, boolean streamed)
            throws InterruptedException {
        var body = spoken.body(ends.asks, streamed);
        if (ends == Ends.LEFT_AMID) {
            var frames = new int[1];
            return place.answer(id, spoken.path, body, _ -> frames[0]++ < 12);
        }
        var heads = Map.of("authorization", "Bearer " + TestMarket.KEY);
        var client = place.asked(id, spoken.path, heads, body, new TestClient(_ -> true));
        if (ends == Ends.LEFT_BEFORE_A_WORD) {
            for (int i = 0; i < 500 && place.wallet().held().isZero(); i++) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            // Set aside is not yet served: who leaves between the two has no record.
            TimeUnit.MILLISECONDS.sleep(300);
            client.loop().execute(client::leave);
        }
        return client.heard();
    }

    private static Rated recorded(TestMarket place, UUID id) throws InterruptedException {
        for (int i = 0; i < 500 && place.metering.records().find(id).isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return place.record(id);
    }

    /// What the client hears says the same as the record.
    private static void told(Ends ends, Spoken spoken, boolean streamed, Heard heard, State state) {
        switch (state) {
            case COMPLETED -> {
                assertEquals(200, heard.status(), heard.body().toString());
                var text = streamed ? String.join("", heard.events()) : heard.body().toString();
                assertTrue(text.contains("\"cost\":"), text);
                assertTrue(text.contains("\"estimated\":" + ends.estimated), text);
            }
            case FAILED -> {
                assertEquals(ends.status, heard.status());
                assertTrue(heard.error().path("message").asText().contains("Nothing was charged"));
                assertEquals(
                        spoken == Spoken.MESSAGES ? "error" : "",
                        heard.body().path("type").asText());
            }
            case PARTIAL -> {
                var last = String.join("", heard.events());
                assertTrue(last.contains("was charged: USD 0.00"), last);
            }
        }
    }

    @AfterAll
    void theBooksAgree() {
        for (var place : List.of(market, hasty)) {
            assertEquals(List.of(), place.ledger.coherence().faults());
            assertEquals(List.of(), Orphans.in(place.database()));
            assertEquals(0, place.wallet().held().micro());
            place.close();
        }
        sandbox.close();
    }
}
