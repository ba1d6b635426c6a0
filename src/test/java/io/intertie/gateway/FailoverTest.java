package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.metering.UsageRecord.State;
import io.intertie.quality.Sample;
import io.intertie.sandbox.SandboxProvider;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The next provider is tried until the first output has come, and only then.
class FailoverTest {
    private static final String STREAM = "\"stream\":true";
    private static final String WHOLE = "\"stream\":false";
    private static final String ROLE =
            "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}";
    private static final String WORD =
            "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Half a\"}}]}";

    private final SandboxProvider sandbox = SandboxProvider.start(0);
    private final UUID id = UUID.randomUUID();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAM, WHOLE})
    void aBusyProviderIsPassedOver(String mode) throws Exception {
        try (var busy = FaultyProvider.answering(429, "{}");
                var market = new TestMarket("1", busy.baseUrl(), sandbox.baseUrl())) {
            var heard = market.chat(id, TestMarket.chat("hello", mode));
            assertEquals(200, heard.status());
            assertEquals("provider-1", heard.usage().at("/cost_details/provider").asText());
            assertEquals(1, busy.calls());
            // The second one's price, pinned at admission, is what was billed.
            var tokens = market.record(id).usage().tokens();
            assertEquals(
                    tokens.input() * 256_520 + tokens.output() * 1_105_610,
                    market.record(id).charge().buyerPico());
            assertEquals(List.of(false, true), successes(market));
        }
    }

    private static List<Boolean> successes(TestMarket market) throws InterruptedException {
        for (int i = 0; i < 100 && market.samples.size() < 2; i++) {
            Thread.sleep(10);
        }
        return market.samples.stream().map(Sample::successful).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAM, WHOLE})
    void anUnreachableProviderIsPassedOver(String mode) {
        var nobody = URI.create("http://127.0.0.1:18219/v1");
        try (var market = new TestMarket("1", nobody, sandbox.baseUrl())) {
            assertEquals(200, market.chat(id, TestMarket.chat("hello", mode)).status());
        }
    }

    @Test
    void aClientHearsOneAttemptOnlyEvenIfAnotherHadSpokenItsRole() {
        try (var broken = FaultyProvider.breakingAfter(ROLE);
                var market = new TestMarket("1", broken.baseUrl(), sandbox.baseUrl())) {
            var heard = market.chat(id, TestMarket.chat("hello", STREAM));
            var alone = new TestMarket("1", sandbox.baseUrl());
            var whole = alone.chat(id, TestMarket.chat("hello", WHOLE));
            alone.close();
            assertEquals(whole.text(), heard.text());
            assertEquals(1, broken.calls());
        }
    }

    @Test
    void afterTheFirstWordARequestStaysWhereItIs() {
        try (var broken = FaultyProvider.breakingAfter(ROLE, WORD);
                var market = new TestMarket("1", broken.baseUrl(), sandbox.baseUrl())) {
            var heard = market.chat(id, TestMarket.chat("hello", STREAM));
            assertEquals("Half a", heard.text());
            assertEquals("upstream_error", heard.error().path("code").asText());
            assertEquals(State.PARTIAL, market.record(id).usage().state());
            assertEquals(0, sandbox.seen().size());
        }
    }

    @Test
    void aRequestThatAProviderRefusesIsNotTriedElsewhere() {
        var body = "{\"error\":{\"message\":\"temperature is too high\"}}";
        try (var strict = FaultyProvider.answering(400, body);
                var market = new TestMarket("1", strict.baseUrl(), sandbox.baseUrl())) {
            var heard = market.chat(id, TestMarket.chat("hello"));
            assertEquals(400, heard.status());
            assertTrue(heard.error().path("message").asText().contains("temperature is too high"));
            assertEquals(0, sandbox.seen().size());
            assertEquals(State.FAILED, market.record(id).usage().state());
        }
    }

    @Test
    void allProvidersBusyIsToldAsComeBackLater() {
        try (var busy = FaultyProvider.answering(429, "{}");
                var market = new TestMarket("1", busy.baseUrl())) {
            var heard = market.chat(id, TestMarket.chat("hello"));
            assertEquals(503, heard.status());
            assertEquals("5", heard.headers().get("retry-after"));
            assertEquals(1_000_000, market.wallet().available().micro());
        }
    }

    @Test
    void aListingThatFailedThreeTimesIsLeftAlone() {
        try (var failing = FaultyProvider.answering(500, "{}");
                var market = new TestMarket("1", failing.baseUrl())) {
            for (int i = 0; i < 3; i++) {
                assertEquals(502, market.chat(UUID.randomUUID(), TestMarket.chat("a")).status());
            }
            var heard = market.chat(id, TestMarket.chat("hello"));
            assertEquals(503, heard.status());
            assertEquals("30", heard.headers().get("retry-after"));
            assertEquals(3, failing.calls());
        }
    }

    @Test
    void aWalletThatCoversOnlyTheCheapestProviderStillGetsIt() {
        // 1,000 output tokens cost up to 1005.1 micro with the first, 1105.6 with the second.
        try (var market = new TestMarket("0.00104", sandbox.baseUrl(), sandbox.baseUrl())) {
            assertEquals(200, market.chat(id, TestMarket.chat("hi")).status());
        }
    }
}
