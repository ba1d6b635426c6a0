package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.metering.UsageRecord.State;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who says nothing and counts nothing earns nothing.
@Tag("lesson-31")
class EmptyAnswerTest {
    private static String answer(String asked, String usage) {
        var isStream = asked.contains("\"stream\":true");
        var body =
                "{\"id\":\"1\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\""
                        + (isStream ? "delta" : "message")
                        + "\":{\"role\":\"assistant\",\"content\":\"\"}}]"
                        + usage
                        + "}";
        return isStream ? "data: " + body + "\n\ndata: [DONE]\n\n" : body;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"usage\":null",
                ",\"usage\":{}",
                ",\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}",
                ",\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":9}",
            })
    void anEmptyAnswerWithoutCountsPaysNobody(String usage) {
        try (var provider = FaultyProvider.replying(asked -> answer(asked, usage));
                var market = new TestMarket("1", provider.baseUrl())) {
            for (var mode : List.of("true", "false")) {
                var id = UUID.randomUUID();
                var heard = market.chat(id, TestMarket.chat("hello", "\"stream\":" + mode));
                var rated = market.record(id);
                assertEquals(State.FAILED, rated.usage().state());
                assertEquals(0, rated.charge().buyerPico());
                assertEquals(0, rated.charge().providerPico());
                assertEquals("upstream_error", heard.error().path("code").asText());
                assertTrue(heard.error().toString().contains("Nothing was charged"));
            }
            assertEquals(1_000_000, market.wallet().available().micro());
            assertEquals(List.of(), market.ledger.coherence().faults());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEmptyAnswerThatIsCountedIsChargedAsCounted(boolean streamed) {
        var usage = ",\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":0}";
        try (var provider = FaultyProvider.replying(asked -> answer(asked, usage));
                var market = new TestMarket("1", provider.baseUrl())) {
            var id = UUID.randomUUID();
            var heard = market.chat(id, TestMarket.chat("hello", "\"stream\":" + streamed));
            assertEquals(200, heard.status());
            assertEquals(State.COMPLETED, market.record(id).usage().state());
            assertEquals(8 * 233_200, market.record(id).charge().buyerPico());
        }
    }
}
