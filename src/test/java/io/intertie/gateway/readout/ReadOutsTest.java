package io.intertie.gateway.readout;

import static io.intertie.catalog.TestCatalog.LISTING;
import static io.intertie.gateway.readout.TestReadOuts.USD;
import static io.intertie.gateway.readout.TestReadOuts.caller;
import static io.intertie.gateway.readout.TestReadOuts.code;
import static io.intertie.gateway.readout.TestReadOuts.key;
import static io.intertie.identity.TestParties.BUYER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOutsTest {
    private final TestReadOuts market = new TestReadOuts();
    private final ApiKey key = key(BUYER, ApiKey.Limits.NONE);

    @Test
    void aRequestIsReadWithItsTokensItsCostAndWhoServedIt() {
        market.ledger.topUp(BUYER, "10", "USD");
        var id =
                market.consumption.serve(key, LISTING, USD, 2_341_570_000L, market.clock.instant());
        var data = market.data(key, "generation", "id=" + id);
        assertEquals(id.toString(), data.path("id").asText());
        assertEquals("Qwen/Qwen2.5-0.5B", data.path("model").asText());
        assertEquals("provider", data.path("provider_name").asText());
        assertEquals("q4_k_m", data.path("quantization").asText());
        assertEquals("0.00234157", data.path("total_cost").decimalValue().toPlainString());
        assertEquals(data.path("total_cost"), data.path("usage"));
        assertEquals("USD", data.path("currency").asText());
        assertEquals(5_500, data.path("tokens_prompt").asInt());
        assertEquals(200, data.path("native_tokens_cached").asInt());
        assertEquals(1_100, data.path("tokens_completion").asInt());
        assertEquals(12, data.path("native_tokens_reasoning").asInt());
        assertEquals(412, data.path("latency").asInt());
        assertEquals(11_840, data.path("generation_time").asInt());
        assertTrue(data.path("streamed").asBoolean());
        assertEquals("stop", data.path("finish_reason").asText());
        assertEquals("2026-11-23T12:00:00Z", data.path("created_at").asText());
        assertTrue(data.path("receipt").asText().endsWith("/app/requests/" + id));
        for (var prefix : new String[] {"gen-", "chatcmpl-", "msg_"}) {
            var named = market.data(key, "generation", "x=1&id=" + prefix + id);
            assertEquals(data, named);
        }
    }

    @Test
    void aRequestThatFailedCostsNothingAndIsReadAsSuch() {
        var id = market.consumption.fail(key, LISTING, USD, market.clock.instant());
        var data = market.data(key, "generation", "id=" + id);
        assertEquals("failed", data.path("state").asText());
        assertEquals("0", data.path("total_cost").decimalValue().toPlainString());
        assertEquals(0, data.path("tokens_completion").asInt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                        | 400 | missing_parameter",
                "id=                                       | 400 | missing_parameter",
                "identity=00000000-0000-0000-0000-00000000 | 400 | missing_parameter",
                "id=x                                      | 404 | generation_not_found",
                "id=%                                      | 404 | generation_not_found",
                "id=------------------------------------   | 404 | generation_not_found",
                "id=1' or '1'='1                           | 404 | generation_not_found",
                "id=00000000-0000-0000-0000-000000000000   | 404 | generation_not_found",
            })
    void anIdThatIsNoneIsRefusedAtItsParameter(String query, int status, String code) {
        var answer = market.answer(key, "generation", query);
        assertEquals(status, answer.status());
        assertEquals(code, code(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "keys", "key/", "models", "models/a/b", "models/a/b/c/endpoints"})
    void whatIsOfAnotherRoomIsLeftToIt(String path) {
        assertEquals(Optional.empty(), market.readOuts.answer(caller(key), "GET", path, ""));
        assertEquals(false, ReadOuts.isOne(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "credits", "generation", "models/a/b/endpoints"})
    void eachPathAnswersGetAndNothingElse(String path) {
        assertTrue(ReadOuts.isOne(path));
        for (var method : new String[] {"POST", "PUT", "DELETE"}) {
            var answer = market.readOuts.answer(caller(key), method, path, "").orElseThrow();
            assertEquals(405, answer.status());
            assertEquals("method_not_allowed", code(answer));
        }
        assertEquals("no-store", market.answer(key, path, "").headers().get("cache-control"));
    }

    @Test
    void aLostDatabaseIs503AndSaysWhenToComeBack() {
        for (var path : new String[] {"key", "credits", "generation"}) {
            var query = "id=" + new UUID(0, 0);
            var lost = TestReadOuts.lost();
            var answer = lost.answer(caller(key), "GET", path, query).orElseThrow();
            assertEquals(503, answer.status(), path);
            assertEquals("service_unavailable", code(answer));
            assertEquals("5", answer.headers().get("retry-after"));
        }
    }

    @Test
    void aModelThatThereIsNotIs404() {
        var answer = market.answer(key, "models/no/model/endpoints", "");
        assertEquals(404, answer.status());
        assertEquals("model_not_found", code(answer));
    }
}
