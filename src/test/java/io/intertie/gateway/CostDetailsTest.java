package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.gateway.EveryEndingTest.Spoken;
import io.intertie.gateway.wire.Json;
import io.intertie.metering.UsageRecord.CountedBy;
import io.intertie.sandbox.SandboxProvider;
import io.intertie.tokens.Tokenizer;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What an answer tells of its cost, in every dialect, streamed and whole.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CostDetailsTest {
    private final SandboxProvider sandbox = SandboxProvider.start(0);
    private final TestMarket market = new TestMarket("100", sandbox.baseUrl());

    /// What the provider is asked for, and who counts then.
    enum Asked {
        TOLD("[[sandbox:cached=4,reasoning=7,tokens=60]]", CountedBy.PROVIDER),
        NOT_TOLD("[[sandbox:usage=none,tokens=60]]", CountedBy.O200K_BASE),
        TOO_MUCH("[[sandbox:usage=over:100000,tokens=60]]", CountedBy.LIMIT);

        final String says;
        final CountedBy countedBy;

        Asked(String says, CountedBy countedBy) {
            this.says = says;
            this.countedBy = countedBy;
        }
    }

    static Stream<Arguments> cells() {
        return Arrays.stream(Spoken.values())
                .flatMap(spoken ->
                        Arrays.stream(Asked.values())
                                .flatMap(asked ->
                                        Stream.of(true, false)
                                                .map(one -> Arguments.of(spoken, asked, one))));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void costAndAllThatItIsMadeOfIsTold(Spoken spoken, Asked asked, boolean streamed) {
        var id = UUID.randomUUID();
        var usage = usage(market.answer(id, spoken.path, spoken.body(asked.says, streamed)));
        assertTold(id, usage, asked.countedBy);
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(Spoken.values())
                .flatMap(spoken ->
                        Arrays.stream(Asked.values()).map(asked -> Arguments.of(spoken, asked)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void streamedOrWholeTheSameAnswerCostsTheSameToTheUnit(Spoken spoken, Asked asked) {
        var streamed = UUID.randomUUID();
        var whole = UUID.randomUUID();
        market.answer(streamed, spoken.path, spoken.body(asked.says, true));
        market.answer(whole, spoken.path, spoken.body(asked.says, false));
        assertEquals(
                market.record(whole).usage().tokens(), market.record(streamed).usage().tokens());
        assertEquals(
                market.record(whole).charge().buyerPico(),
                market.record(streamed).charge().buyerPico());
        assertEquals(
                market.record(whole).charge().providerPico(),
                market.record(streamed).charge().providerPico());
    }

    @Test
    void embeddingsTellTheSame() {
        for (var asked : List.of("a grid", "[[sandbox:usage=none]] a grid")) {
            var id = UUID.randomUUID();
            var body = "{\"model\":\"grid/all-minilm-l6-v2\",\"input\":\"%s\"}".formatted(asked);
            var usage = usage(market.answer(id, "embeddings", body));
            // Its tokenizer is not known here.
            var isOurs = asked.contains("none");
            assertTold(id, usage, isOurs ? CountedBy.BYTES : CountedBy.PROVIDER);
            if (isOurs) {
                assertEquals(
                        Math.ceilDiv(asked.length(), 4),
                        market.record(id).usage().tokens().input());
            }
        }
    }

    private void assertTold(UUID id, JsonNode usage, CountedBy countedBy) {
        var rated = market.record(id);
        var pico = BigDecimal.valueOf(rated.charge().buyerPico(), 12);
        assertTrue(pico.signum() > 0);
        assertEquals(0, pico.compareTo(usage.path("cost").decimalValue()), usage::toString);
        var details = usage.path("cost_details");
        assertEquals("USD", details.path("currency").asText());
        assertEquals("provider-0", details.path("provider").asText());
        assertEquals("fp8", details.path("quantization").asText());
        assertEquals(
                rated.usage().priceVersionId().toString(), details.path("price_version").asText());
        assertEquals("flat", details.path("band").asText());
        assertEquals(36, details.path("fx_quote").asText().length());
        var wattHours = rated.usage().energyWattHours();
        assertTrue(wattHours.signum() > 0);
        assertEquals(0, wattHours.compareTo(details.path("energy_wh").decimalValue()));
        assertEquals(
                0, wattHours.movePointLeft(3).compareTo(details.path("energy_kwh").decimalValue()));
        var share = details.path("electricity_share").decimalValue();
        assertTrue(share.signum() > 0 && share.compareTo(BigDecimal.ONE) < 0, share.toString());
        assertEquals(id.toString(), details.path("request_id").asText());
        assertEquals("http://localhost:8080/app/requests/" + id, details.path("receipt").asText());
        assertEquals(countedBy, rated.usage().countedBy());
        assertEquals(countedBy.word(), details.path("counted_by").asText());
        assertEquals(countedBy.isEstimate(), details.path("estimated").asBoolean());
        assertTrue(details.path("estimated").isBoolean());
    }

    @Test
    void ourOwnCountIsTheProvidersWhereTheTokenizerIsTheModels() {
        for (var spoken : Spoken.values()) {
            for (var streamed : List.of(true, false)) {
                var ours = count(spoken, "[[sandbox:usage=none]] Stromnetz 电网 🙂", streamed);
                var theirs = count(spoken, "[[sandbox:delay=0]] Stromnetz 电网 🙂", streamed);
                var prompts =
                        Tokenizer.O200K_BASE.count("[[sandbox:usage=none]] Stromnetz 电网 🙂")
                                - Tokenizer.O200K_BASE.count("[[sandbox:delay=0]] Stromnetz 电网 🙂");
                assertEquals(theirs.input() + prompts, ours.input(), spoken.path);
                assertTrue(ours.output() > 10);
            }
        }
    }

    private io.intertie.metering.TokenCount count(Spoken spoken, String says, boolean streamed) {
        var id = UUID.randomUUID();
        market.answer(id, spoken.path, spoken.body(says, streamed));
        return market.record(id).usage().tokens();
    }

    /// The usage that a client reads, wherever its dialect has it.
    private static JsonNode usage(Heard heard) {
        assertEquals(200, heard.status(), heard.body().toString());
        if (heard.events().isEmpty()) {
            return heard.body().path("usage");
        }
        JsonNode last = Json.object();
        for (var event : heard.events()) {
            for (var line : event.lines().toList()) {
                var json = line.startsWith("data: {") ? Json.read(line.substring(6)) : null;
                if (json != null && json.isPresent()) {
                    var usage = json.get().path("usage");
                    var inResponse = json.get().path("response").path("usage");
                    last = usage.has("cost") ? usage : inResponse.has("cost") ? inResponse : last;
                }
            }
        }
        return last;
    }

    @AfterAll
    void theBooksAgree() {
        assertEquals(List.of(), market.ledger.coherence().faults());
        assertEquals(0, market.wallet().held().micro());
        market.close();
        sandbox.close();
    }
}
