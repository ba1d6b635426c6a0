package io.intertie.gateway.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import org.junit.jupiter.api.Test;

/// OpenAI's own library for Java: what it raises, and when it tries again.
public abstract class OpenAiRefusalsSuite {
    private final Storefront front;
    private final OpenAiBuyer buyer;

    protected OpenAiRefusalsSuite(Storefront front) {
        this.front = front;
        this.buyer = new OpenAiBuyer(front);
    }

    @Test
    void aRepeatAfterALostAnswerIsAnsweredFromMemoryAndChargedOnce() {
        try (var way = new LosingWay(front.url())) {
            var client =
                    buyer.client(front.keys().usual(), 2)
                            .withOptions(options -> options.baseUrl(way.url() + "/v1"));
            var params = buyer.asking("only once").build();
            try (var response = client.chat().completions().withRawResponse().create(params)) {
                var first = response.headers().values("x-intertie-replay").getFirst();
                var second = response.headers().values("x-request-id").getFirst();
                assertFalse(OpenAiBuyer.text(response.parse()).isBlank());
                assertTrue(front.cost(first).signum() > 0);
                assertFalse(front.hasRecord(second));
            }
        }
    }

    @Test
    void aProvidersFailureIsTriedAgainAndCostsNothing() {
        var client = buyer.client(front.keys().usual(), 1);
        var failed =
                assertThrows(
                        InternalServerException.class,
                        () ->
                                client.chat()
                                        .completions()
                                        .create(buyer.asking(Prompts.PROVIDER_FAILS).build()));
        assertEquals(502, failed.statusCode());
        assertEquals("upstream_error", failed.code().orElseThrow());
        var id = failed.headers().values("x-request-id").getFirst();
        assertEquals(0, front.cost(id).signum());
        assertWorks(client);
    }

    private void assertWorks(OpenAIClient client) {
        var params = buyer.asking("hello").build();
        assertFalse(OpenAiBuyer.text(client.chat().completions().create(params)).isBlank());
    }

    @Test
    void aStreamThatBreaksOffRaises() {
        var broken =
                assertThrows(
                        SseException.class,
                        () ->
                                OpenAiBuyer.streamed(
                                        buyer.client(), buyer.asking(Prompts.BREAKS_OFF).build()));
        assertEquals("upstream_error", broken.code().orElseThrow());
        // A provider that has failed three times in a row would rest.
        assertWorks(buyer.client());
    }

    private <T extends OpenAIServiceException> T refused(
            Class<T> type, String key, ChatCompletionCreateParams.Builder asking) {
        var client = buyer.client(key, 0);
        var params = asking.build();
        return assertThrows(type, () -> client.chat().completions().create(params));
    }

    @Test
    void anUnknownKeyIsUnauthorized() {
        var refused = refused(UnauthorizedException.class, "sk-nobody", buyer.asking("hello"));
        assertEquals("invalid_api_key", refused.code().orElseThrow());
    }

    @Test
    void anUnknownModelIsNotFound() {
        var asking = buyer.asking("hello").model("nobody/nothing");
        var refused = refused(NotFoundException.class, front.keys().usual(), asking);
        assertEquals("model_not_found", refused.code().orElseThrow());
        assertEquals("model", refused.param().orElseThrow());
    }

    @Test
    void whatTheProviderObjectsToIsABadRequest() {
        var asking = buyer.asking(Prompts.PROVIDER_OBJECTS);
        var refused = refused(BadRequestException.class, front.keys().usual(), asking);
        assertEquals("provider_rejected", refused.code().orElseThrow());
    }

    @Test
    void aWrongFieldIsABadRequest() {
        var asking =
                buyer.asking("hello").putAdditionalBodyProperty("provider", JsonValue.from("x"));
        var refused = refused(BadRequestException.class, front.keys().usual(), asking);
        assertTrue(refused.param().orElseThrow().startsWith("provider"));
    }

    @Test
    void whoeverCannotPayIsTold402AndNotTriedAgain() {
        var client = buyer.client(front.keys().poor(), 2);
        var params = buyer.asking("hello").build();
        var began = System.nanoTime();
        var refused =
                assertThrows(
                        UnexpectedStatusCodeException.class,
                        () -> client.chat().completions().create(params));
        assertEquals(402, refused.statusCode());
        assertEquals("spend_limit_reached", refused.code().orElseThrow());
        assertTrue(System.nanoTime() - began < 5_000_000_000L);
    }

    @Test
    void whoeverAsksTooOftenIsToldWhenToAskAgain() {
        var refused =
                assertThrows(
                        RateLimitException.class,
                        () -> {
                            for (int i = 0; i < 3; i++) {
                                var _ =
                                        buyer.client(front.keys().rare(), 0)
                                                .chat()
                                                .completions()
                                                .create(buyer.asking("hello").build());
                            }
                        });
        assertEquals("rate_limit_exceeded", refused.code().orElseThrow());
        var seconds = Integer.parseInt(refused.headers().values("retry-after").getFirst());
        assertTrue(seconds > 0 && seconds <= 61, "after " + seconds);
    }
}
