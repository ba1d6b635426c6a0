package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.metering.UsageRecord.State;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
    private static final String BODY =
            """
            {"object":"list","model":"theirs","data":[{"object":"embedding","index":0,
            "embedding":[0.1,0.2]}],"usage":{"prompt_tokens":7,"total_tokens":7}}\
            """;

    @Test
    void anEmbeddingIsChargedForItsInputAlone() {
        var id = UUID.randomUUID();
        try (var provider = FaultyProvider.answering(200, BODY);
                var market = new TestMarket("1", provider.baseUrl())) {
            var request = "{\"model\":\"grid/all-minilm-l6-v2\",\"input\":[\"power\",\"grid\"]}";
            var heard = market.answer(id, "embeddings", request);
            assertEquals(200, heard.status());
            assertEquals("grid/all-minilm-l6-v2", heard.body().path("model").asText());
            assertEquals(7, market.record(id).usage().tokens().input());
            assertEquals(State.COMPLETED, market.record(id).usage().state());
            assertEquals(7 * 233_200, market.record(id).charge().buyerPico());
            assertEquals(0.1, heard.body().at("/data/0/embedding/0").asDouble());
        }
    }
}
