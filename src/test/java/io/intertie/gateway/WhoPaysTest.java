package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.metering.UsageRecord.CountedBy;
import io.intertie.metering.UsageRecord.State;
import io.intertie.sandbox.SandboxProvider;
import io.intertie.tokens.Tokenizer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each way that a request can end, and what it does to the money: one state, one effect.
class WhoPaysTest {
    private static final String STREAM = "\"stream\":true";
    private static final String WHOLE = "\"stream\":false";

    private final SandboxProvider sandbox = SandboxProvider.start(0);
    private final TestMarket market = new TestMarket("10", sandbox.baseUrl());
    private final UUID id = UUID.randomUUID();

    @AfterEach
    void theBooksAgreeAndNothingStaysSetAside() {
        assertEquals(List.of(), market.ledger.coherence().faults());
        assertEquals(0, market.wallet().held().micro());
        market.close();
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAM, WHOLE})
    @Tag("lesson-11")
    void aWholeAnswerIsChargedOnTheProvidersCounts(String mode) {
        var heard = market.chat(id, TestMarket.chat("hello", mode));
        assertEquals(200, heard.status(), heard.body().toString());
        var rated = market.record(id);
        var tokens = rated.usage().tokens();
        assertEquals(State.COMPLETED, rated.usage().state());
        assertFalse(rated.usage().estimated());
        assertTrue(tokens.input() > 0 && tokens.output() > 0);
        var pico = tokens.input() * 233_200 + tokens.output() * 1_005_100;
        assertEquals(pico, rated.charge().buyerPico());
        assertEquals(
                0,
                new BigDecimal(pico)
                        .movePointLeft(12)
                        .compareTo(heard.usage().path("cost").decimalValue()));
        assertEquals(tokens.input(), heard.usage().path("prompt_tokens").asLong());
        assertEquals(tokens.output(), heard.usage().path("completion_tokens").asLong());
        assertEquals(pico / 1_000_000, 10_000_000 - market.wallet().posted().micro());
        assertEquals(mode.equals(STREAM), heard.isDone());
        var details = heard.usage().path("cost_details");
        assertEquals("fp8", details.path("quantization").asText());
        var share = details.path("electricity_share").decimalValue();
        assertTrue(share.signum() > 0 && share.compareTo(BigDecimal.ONE) < 0, share.toString());
    }

    @Test
    @Tag("lesson-2")
    void streamedOrNotTheSameRequestCostsTheSame() {
        var streamed = market.chat(id, TestMarket.chat("parity", STREAM));
        var whole = market.chat(UUID.randomUUID(), TestMarket.chat("parity", WHOLE));
        assertEquals(whole.text(), streamed.text());
        assertEquals(
                whole.usage().path("cost").decimalValue().toPlainString(),
                streamed.usage().path("cost").decimalValue().toPlainString());
    }

    @Test
    void theRecordIsDurableBeforeTheLastChunkLeaves() {
        var onRecord = new ArrayList<Boolean>();
        market.answer(
                id,
                "chat/completions",
                TestMarket.chat("hello", STREAM),
                _ -> onRecord.add(market.metering.records().find(id).isPresent()));
        assertFalse(onRecord.getFirst());
        // The usage chunk and the end mark come after it.
        assertEquals(List.of(true, true), onRecord.subList(onRecord.size() - 2, onRecord.size()));
        assertFalse(onRecord.get(onRecord.size() - 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAM, WHOLE})
    void anErrorBeforeAnyOutputCostsNothing(String mode) {
        var heard = market.chat(id, TestMarket.chat("[[sandbox:status=500]]", mode));
        assertEquals(502, heard.status());
        assertEquals("upstream_error", heard.error().path("code").asText());
        assertNothingCharged();
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAM, WHOLE})
    @Tag("lesson-31")
    void anAnswerWithoutAWordOrAnEndCostsNothing(String mode) {
        var heard = market.chat(id, TestMarket.chat("[[sandbox:empty]]", mode));
        assertEquals(502, heard.status());
        assertNothingCharged();
    }

    @Test
    void aProviderThatHangsIsGivenUpAndCostsNothing() {
        var second = Duration.ofSeconds(1);
        try (var hasty = new TestMarket(second, "1", sandbox.baseUrl())) {
            var heard = hasty.chat(id, TestMarket.chat("[[sandbox:hang]]", STREAM));
            assertEquals(504, heard.status());
            assertEquals("upstream_timeout", heard.error().path("code").asText());
            assertEquals(State.FAILED, hasty.record(id).usage().state());
            assertEquals(1_000_000, hasty.wallet().available().micro());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail_after=6", "error_after=6"})
    void aStreamThatBreaksIsChargedForWhatWasDelivered(String how) {
        var heard = market.chat(id, TestMarket.chat("[[sandbox:" + how + "]]", STREAM));
        var rated = market.record(id);
        assertEquals(State.PARTIAL, rated.usage().state());
        assertTrue(rated.usage().estimated());
        assertTrue(heard.text().length() > 0);
        assertEquals(Tokenizer.O200K_BASE.count(heard.text()), rated.usage().tokens().output());
        assertEquals("upstream_error", heard.error().path("code").asText());
        assertTrue(heard.error().path("message").asText().contains("charged: USD 0.0000"));
        assertTrue(heard.usage().path("cost").decimalValue().signum() > 0);
        assertFalse(heard.isDone());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none\",\"stream\":true", "none\"", "zero\",\"stream\":true", "zero\""})
    void withoutUsageTheCountIsOursAndSaysSo(String reportAndMode) {
        var report = reportAndMode.substring(0, 4);
        var mode = reportAndMode.contains("true") ? STREAM : WHOLE;
        var says = "[[sandbox:usage=" + report + ",tokens=40]]";
        var heard = market.chat(id, TestMarket.chat(says, mode));
        assertEquals(200, heard.status(), heard.body().toString());
        var usage = market.record(id).usage();
        assertEquals(State.COMPLETED, usage.state());
        assertTrue(usage.estimated());
        assertTrue(heard.usage().path("cost_details").path("estimated").asBoolean());
        assertEquals(CountedBy.O200K_BASE, usage.countedBy());
        assertEquals(40, usage.tokens().output());
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAM, WHOLE})
    void aProviderThatOverReportsIsPaidNoMoreThanWasSetAside(String mode) {
        var says = "[[sandbox:usage=over:100000,tokens=5]]";
        var heard = market.chat(id, TestMarket.chat(says, mode, "\"max_tokens\":50"));
        var usage = market.record(id).usage();
        assertEquals(50, usage.tokens().output());
        assertEquals(CountedBy.LIMIT, usage.countedBy());
        assertEquals(50, heard.usage().path("completion_tokens").asLong());
        var hold = market.ledger.wallets().hold(id).orElseThrow().amount().micro();
        assertTrue(market.record(id).charge().buyerPico() <= hold * 1_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAM, WHOLE})
    @Tag("lesson-9")
    @Tag("lesson-10")
    void cachedInputAndReasoningAreCountedOnce(String mode) {
        var says = "[[sandbox:cached=4,reasoning=7,tokens=20]]";
        var heard = market.chat(id, TestMarket.chat(says, mode));
        var tokens = market.record(id).usage().tokens();
        assertEquals(4, tokens.cachedInput());
        assertEquals(7, tokens.reasoning());
        assertEquals(
                heard.usage().path("prompt_tokens").asLong(),
                tokens.input() + tokens.cachedInput());
        assertEquals(heard.usage().path("total_tokens").asLong(), tokens.total());
        var pico = tokens.input() * 233_200 + 4 * 23_400 + tokens.output() * 1_005_100;
        assertEquals(pico, market.record(id).charge().buyerPico());
    }

    @Test
    @Tag("lesson-1")
    void whoeverLeavesPaysForWhatCameAndTheProviderIsStopped() throws Exception {
        var says = "[[sandbox:gap=20,tokens=500]]";
        var frames = new ArrayList<String>();
        market.answer(
                id,
                "chat/completions",
                TestMarket.chat(says, STREAM),
                frame -> frames.size() < 10 && frames.add(frame));
        onRecord();
        var usage = market.record(id).usage();
        assertEquals(State.PARTIAL, usage.state());
        assertEquals("client_left", usage.finishReason());
        assertTrue(usage.tokens().output() > 0 && usage.tokens().output() < 100);
        assertStoppedWithinAQuarterSecond();
    }

    private void onRecord() throws InterruptedException {
        for (int i = 0; i < 500 && market.metering.records().find(id).isEmpty(); i++) {
            Thread.sleep(10);
        }
    }

    private void assertStoppedWithinAQuarterSecond() throws InterruptedException {
        var until = System.nanoTime() + 250_000_000;
        while (sandbox.cancelled() == 0 && System.nanoTime() - until < 0) {
            Thread.sleep(5);
        }
        assertEquals(1, sandbox.cancelled());
    }

    @Test
    void theLostDatabaseWithholdsTheAnswerAndTakesNothing() {
        var says = "[[sandbox:delay=600]]";
        shutWhileServing();
        var heard = market.chat(id, TestMarket.chat(says, WHOLE));
        market.faucet.open();
        assertEquals(503, heard.status());
        assertEquals("5", heard.headers().get("retry-after"));
        assertTrue(market.metering.records().find(id).isEmpty());
        assertEquals(10_000_000, market.wallet().posted().micro());
        market.metering.metering().release(id);
    }

    @Test
    void theLostDatabaseEndsAStreamWithAnErrorAndTakesNothing() {
        var says = "[[sandbox:gap=20,tokens=30]]";
        shutWhileServing();
        var heard = market.chat(id, TestMarket.chat(says, STREAM));
        market.faucet.open();
        assertEquals("service_unavailable", heard.error().path("code").asText());
        assertFalse(heard.isDone());
        assertEquals(10_000_000, market.wallet().posted().micro());
        market.metering.metering().release(id);
    }

    private void shutWhileServing() {
        Thread.ofVirtual()
                .start(() -> {
                    while (market.wallet().held().isZero()) {
                        rest(5);
                    }
                    market.faucet.shut();
                });
    }

    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertNothingCharged() {
        var rated = market.record(id);
        assertEquals(State.FAILED, rated.usage().state());
        assertEquals(0, rated.usage().tokens().total());
        assertEquals(0, rated.charge().buyerPico());
        assertEquals(10_000_000, market.wallet().posted().micro());
    }
}
