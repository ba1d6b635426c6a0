package io.intertie.gateway.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.PaymentRequiredException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.SseException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.models.ErrorType;
import com.anthropic.models.messages.MessageCreateParams;
import org.junit.jupiter.api.Test;

/// Anthropic's own library for Java: what it raises, and when it tries again.
public abstract class AnthropicRefusalsSuite {
    private final Storefront front;
    private final AnthropicBuyer buyer;

    protected AnthropicRefusalsSuite(Storefront front) {
        this.front = front;
        this.buyer = new AnthropicBuyer(front);
    }

    @Test
    void aRepeatAfterALostAnswerIsAnsweredFromMemoryAndChargedOnce() {
        try (var way = new LosingWay(front.url())) {
            var client =
                    buyer.client(front.keys().usual(), 2)
                            .withOptions(options -> options.baseUrl(way.url().toString()));
            var params = buyer.asking("only once, please").build();
            try (var response = client.messages().withRawResponse().create(params)) {
                var first = response.headers().values("x-intertie-replay").getFirst();
                assertFalse(AnthropicBuyer.text(response.parse()).isBlank());
                assertTrue(front.cost(first).signum() > 0);
                var second = response.headers().values("x-request-id").getFirst();
                assertFalse(front.hasRecord(second));
            }
        }
    }

    @Test
    void aProvidersFailureIsTriedAgainAndCostsNothing() {
        var client = buyer.client(front.keys().usual(), 1);
        var params = buyer.asking(Prompts.PROVIDER_FAILS).build();
        var failed =
                assertThrows(InternalServerException.class, () -> client.messages().create(params));
        assertEquals(502, failed.statusCode());
        assertEquals(ErrorType.API_ERROR, failed.type().orElseThrow());
        assertEquals(0, front.cost(failed.requestId().orElseThrow()).signum());
        assertWorks(client);
    }

    private void assertWorks(AnthropicClient client) {
        var params = buyer.asking("hello").build();
        assertFalse(AnthropicBuyer.text(client.messages().create(params)).isBlank());
    }

    @Test
    void aStreamThatBreaksOffRaises() {
        var params = buyer.asking(Prompts.BREAKS_OFF).build();
        var broken =
                assertThrows(
                        SseException.class, () -> AnthropicBuyer.streamed(buyer.client(), params));
        assertEquals(ErrorType.API_ERROR, broken.type().orElseThrow());
        // A provider that has failed three times in a row would rest.
        assertWorks(buyer.client());
    }

    private <T extends AnthropicServiceException> T refused(
            Class<T> type, String key, MessageCreateParams.Builder asking) {
        var client = buyer.client(key, 0);
        var params = asking.build();
        return assertThrows(
                type,
                () -> {
                    for (int i = 0; i < 3; i++) {
                        var _ = client.messages().create(params);
                    }
                });
    }

    @Test
    void anUnknownKeyIsUnauthorized() {
        var refused = refused(UnauthorizedException.class, "sk-nobody", buyer.asking("hello"));
        assertEquals(ErrorType.AUTHENTICATION_ERROR, refused.type().orElseThrow());
    }

    @Test
    void anUnknownModelIsNotFound() {
        var asking = buyer.asking("hello").model("nobody/nothing");
        var refused = refused(NotFoundException.class, front.keys().usual(), asking);
        assertEquals(ErrorType.NOT_FOUND_ERROR, refused.type().orElseThrow());
        assertTrue(refused.requestId().isPresent());
    }

    @Test
    void whatTheProviderObjectsToIsABadRequest() {
        var asking = buyer.asking(Prompts.PROVIDER_OBJECTS);
        var refused = refused(BadRequestException.class, front.keys().usual(), asking);
        assertEquals(ErrorType.INVALID_REQUEST_ERROR, refused.type().orElseThrow());
    }

    @Test
    void whoeverCannotPayIsTold402() {
        var refused =
                refused(PaymentRequiredException.class, front.keys().poor(), buyer.asking("hello"));
        assertEquals(ErrorType.BILLING_ERROR, refused.type().orElseThrow());
    }

    @Test
    void whoeverAsksTooOftenIsToldWhenToAskAgain() {
        var refused = refused(RateLimitException.class, front.keys().rare(), buyer.asking("hello"));
        assertEquals(ErrorType.RATE_LIMIT_ERROR, refused.type().orElseThrow());
        assertTrue(Integer.parseInt(refused.headers().values("retry-after").getFirst()) > 0);
    }
}
