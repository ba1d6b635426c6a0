package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.sandbox.SandboxProvider;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is refused before a provider hears of it, in OpenAI's error shape.
class RefusalTest {
    private final SandboxProvider sandbox = SandboxProvider.start(0);
    private final TestMarket market = new TestMarket("1", sandbox.baseUrl());
    private final UUID id = UUID.randomUUID();

    @AfterEach
    void nothingWasSentOrCharged() {
        assertEquals(0, sandbox.seen().size());
        assertTrue(market.metering.records().find(id).isEmpty());
        assertEquals(market.wallet().posted(), market.wallet().available());
        market.close();
        sandbox.close();
    }

    private void assertRefused(Heard heard, int status, String code) {
        assertEquals(status, heard.status(), heard.body().toString());
        assertEquals(code, heard.error().path("code").asText());
        assertFalse(heard.error().path("type").asText().isBlank());
        assertTrue(heard.error().has("param"));
        assertTrue(heard.error().path("message").asText().contains("harged"));
        assertEquals(id.toString(), heard.headers().get("x-request-id"));
        assertTrue(heard.headers().containsKey("openai-processing-ms"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer sk-wrong", "Bearer sk-old", "Basic abc", "Bearer"})
    void aKeyThatIsMissingWrongOrExpiredIs401(String authorization) {
        var heads =
                authorization.isEmpty()
                        ? Map.<String, String>of()
                        : Map.of("authorization", authorization);
        var heard = market.answer(id, "chat/completions", heads, TestMarket.chat("hello"));
        assertRefused(heard, 401, "invalid_api_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"text\"", "{\"a\":1} trailing", "\u0000"})
    void whatIsNoJsonObjectIs400(String body) {
        assertRefused(market.chat(id, body), 400, "invalid_json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                                          | model",
                "{'model':7}                                                 | model",
                "{'model':'grid/echo-1'}                                     | messages",
                "{'model':'grid/echo-1','messages':[]}                       | messages",
                "{'model':'grid/echo-1','messages':['hi']}                   | messages[0]",
                "{'model':'grid/echo-1','messages':[{'role':'user','content':1}]}"
                        + "| messages[0].content",
                "{'model':'grid/echo-1','messages':[{'role':'user'}],'stream':'yes'} | stream",
                "{'model':'grid/echo-1','messages':[{'role':'user'}],'max_tokens':0} | max_tokens",
                "{'model':'grid/echo-1','messages':[{'role':'user'}],'n':1000}       | n",
                "{'model':'grid/echo-1','messages':[{'role':'user'}],'models':['a']} | models",
                "{'model':'grid/echo-1','messages':[{'role':'user'}],'provider':{'nearest':1}}"
                        + "| provider.nearest",
                "{'model':'grid/echo-1','messages':[{'role':'user'}],'provider':{'only':'a'}}"
                        + "| provider.only",
            })
    void aFieldOfTheWrongShapeIsNamed(String body, String param) {
        var heard = market.chat(id, body.replace('\'', '"'));
        assertRefused(heard, 400, "invalid_request");
        assertEquals(param, heard.error().path("param").asText());
    }

    @Test
    void anUnknownModelIs404() {
        var body = TestMarket.chat("hello").replace("grid/echo-1", "grid/unknown");
        assertRefused(market.chat(id, body), 404, "model_not_found");
    }

    @Test
    void aModelWithoutSubscriptionIs403AndSaysWhereToSubscribe() {
        var body = TestMarket.chat("hello").replace("grid/echo-1", "grid/elsewhere");
        var heard = market.chat(id, body);
        assertRefused(heard, 403, "not_subscribed");
        assertTrue(heard.error().path("message").asText().contains("/models/grid/elsewhere"));
    }

    @Test
    void aModelOfTheOtherKindIs400() {
        var body = TestMarket.chat("hello").replace("grid/echo-1", "grid/all-minilm-l6-v2");
        assertRefused(market.chat(id, body), 400, "wrong_endpoint");
    }

    @Test
    void aProviderThatNobodyKnowsIs404() {
        var body = TestMarket.chat("hello", "\"provider\":{\"only\":[\"nobody\"]}");
        assertRefused(market.chat(id, body), 404, "no_matching_provider");
    }

    @Test
    void aWalletThatDoesNotCoverTheCeilingIs402AndSaysWhatIsMissing() {
        try (var poor = new TestMarket("0.0001", sandbox.baseUrl())) {
            var heard = poor.chat(id, TestMarket.chat("hello"));
            assertRefused(heard, 402, "insufficient_funds");
            assertTrue(heard.error().path("message").asText().contains("USD 0.000100 available"));
        }
    }

    @Test
    void anOrganisationWithoutMoneyIs402() {
        try (var empty = new TestMarket("0", sandbox.baseUrl())) {
            assertRefused(empty.chat(id, TestMarket.chat("hello")), 402, "insufficient_funds");
        }
    }

    /// Whether it is unknown cannot be known: it may have been made a moment ago.
    @ParameterizedTest
    @CsvSource({"chat/completions, service_unavailable", "messages, overloaded_error"})
    @Tag("lesson-24")
    void anUnknownKeyWhileTheDatabaseIsLostIs503AndNever401(String path, String code) {
        var body = TestMarket.chat("hello", "\"max_tokens\":9");
        var heads = Map.of("authorization", "Bearer sk-made-a-moment-ago");
        market.faucet.shut();
        var heard = market.answer(id, path, heads, body);
        assertEquals(503, heard.status(), heard.body().toString());
        assertEquals("5", heard.headers().get("retry-after"));
        assertTrue(heard.error().toString().contains(code), heard.error().toString());
        market.faucet.open();
        assertEquals(401, market.answer(id, path, heads, body).status());
    }

    @Test
    @Tag("lesson-24")
    void aLostDatabaseIs503AndNever401() {
        market.faucet.shut();
        var heard = market.chat(id, TestMarket.chat("hello"));
        market.faucet.open();
        assertRefused(heard, 503, "service_unavailable");
        assertEquals("5", heard.headers().get("retry-after"));
    }
}
