package io.intertie.gateway.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// OpenAI's own library for Java and chat completions.
public abstract class OpenAiChatSuite {
    /// A tool, as the library makes it of a class.
    public static final class TariffAt {
        public String place = "";
        public int hour;
    }

    /// A shape to answer in.
    public static final class Offer {
        public String provider = "";
        public int tokens;
    }

    private final Storefront front = front();

    protected abstract Storefront front();

    private OpenAIClient client() {
        return client(front.keys().usual(), 0);
    }

    private OpenAIClient client(String key, int retries) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(front.v1())
                .apiKey(key)
                .maxRetries(retries)
                .build();
    }

    private ChatCompletionCreateParams.Builder asking(String says) {
        return ChatCompletionCreateParams.builder().model(front.chat()).addUserMessage(says);
    }

    private static ChatCompletion streamed(OpenAIClient client, ChatCompletionCreateParams params) {
        var whole = ChatCompletionAccumulator.create();
        try (var stream = client.chat().completions().createStreaming(params)) {
            stream.stream().forEach(whole::accumulate);
        }
        return whole.chatCompletion().validate();
    }

    private static String text(ChatCompletion completion) {
        return completion.choices().getFirst().message().content().orElseThrow();
    }

    private static String finish(ChatCompletion completion) {
        return completion.choices().getFirst().finishReason().toString();
    }

    @Test
    void aQuestionIsAnswered() {
        var completion = client().chat().completions().create(asking("hello").build()).validate();
        assertFalse(text(completion).isBlank());
        assertEquals("stop", finish(completion));
        assertEquals(front.chat(), completion.model());
        var usage = completion.usage().orElseThrow();
        assertEquals(usage.totalTokens(), usage.promptTokens() + usage.completionTokens());
        assertTrue(usage._additionalProperties().containsKey("cost"));
    }

    @Test
    void aStreamSaysTheSame() {
        var params = asking("hello").build();
        var streamed = streamed(client(), params);
        assertEquals(text(client().chat().completions().create(params)), text(streamed));
        assertEquals("stop", finish(streamed));
        assertTrue(streamed.usage().orElseThrow().completionTokens() > 0);
    }

    @Test
    void toolsGoToAndFroInStreams() {
        var params = asking("TariffAt for Hohhot").addTool(TariffAt.class);
        var called = streamed(client(), params.build());
        assertEquals("tool_calls", finish(called));
        var message = called.choices().getFirst().message();
        var call = message.toolCalls().orElseThrow().getFirst().asFunction();
        assertEquals("TariffAt", call.function().name());
        assertFalse(call.function().arguments(TariffAt.class).place.isEmpty());
        params.addMessage(message)
                .addMessage(
                        ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.id())
                                .content("{\"micro_per_kwh\":492807}")
                                .build());
        var answered = streamed(client(), params.build());
        assertEquals("stop", finish(answered));
        assertFalse(text(answered).isBlank());
    }

    @Test
    void anAnswerHasTheShapeOfAClass() {
        var params = asking("an offer").responseFormat(Offer.class).build();
        var completion = client().chat().completions().create(params);
        var offer = completion.choices().getFirst().message().content().orElseThrow();
        assertFalse(offer.provider.isEmpty());
    }

    @Test
    void emojiAndRightToLeftComeThroughUnharmed() {
        var schema = ResponseFormatJsonSchema.JsonSchema.Schema.builder();
        Prompts.SCHEMA.forEach((k, v) -> schema.putAdditionalProperty(k, JsonValue.from(v)));
        var format =
                ResponseFormatJsonSchema.builder()
                        .jsonSchema(
                                ResponseFormatJsonSchema.JsonSchema.builder()
                                        .name("greeting")
                                        .schema(schema.build())
                                        .strict(true)
                                        .build())
                        .build();
        var params = asking(Prompts.FAR_AND_WIDE).responseFormat(format).build();
        for (var heard :
                java.util.List.of(
                        client().chat().completions().create(params), streamed(client(), params))) {
            var greeting = Storefront.read(text(heard)).path("greeting").asText();
            assertEquals(Prompts.FAR_AND_WIDE, greeting);
        }
    }

    @Test
    void aMegabyteOfPromptIsRead() {
        var completion = streamed(client(), asking(Prompts.megabyte()).build());
        // What the model can read at most is counted, whatever a provider says.
        assertTrue(completion.usage().orElseThrow().promptTokens() >= 8_192);
        assertEquals("stop", finish(completion));
    }

    @Test
    void fiftyStreamsAtOnceAreWhole() throws Exception {
        var client = client();
        var heard =
                Prompts.fifty(number -> streamed(client, asking(Prompts.ofACrowd(number)).build()));
        for (var completion : heard) {
            assertEquals("stop", finish(completion));
            assertEquals(40, completion.usage().orElseThrow().completionTokens());
        }
        assertEquals(50, heard.stream().map(ChatCompletion::id).distinct().count());
        assertEquals(50, heard.stream().map(OpenAiChatSuite::text).distinct().count());
    }

    @Test
    void whoeverClosesAStreamPaysWhatCame() {
        var before = front.cancelled().getAsLong();
        var chunks = new ArrayList<ChatCompletionChunk>();
        var raw = client().chat().completions().withRawResponse();
        var params = asking(Prompts.LONG_STREAM).build();
        try (var response = raw.createStreaming(params)) {
            var id = response.headers().values("x-request-id").getFirst();
            try (var stream = response.parse()) {
                stream.stream().limit(6).forEach(chunks::add);
            }
            var record = front.record(id);
            assertEquals("partial", record.path("state").asText());
            assertTrue(record.path("cancelled").asBoolean());
            var tokens = record.path("tokens_completion").asLong();
            assertTrue(tokens >= 4 && tokens < 250, "of 500: " + tokens);
        }
        assertEquals(6, chunks.size());
        front.awaitStopped(before);
    }

    @Test
    void aRepeatAfterALostAnswerIsAnsweredFromMemoryAndChargedOnce() {
        try (var way = new LosingWay(front.url())) {
            var client =
                    client(front.keys().usual(), 2)
                            .withOptions(options -> options.baseUrl(way.url() + "/v1"));
            var params = asking("only once").build();
            try (var response = client.chat().completions().withRawResponse().create(params)) {
                var first = response.headers().values("x-intertie-replay").getFirst();
                var second = response.headers().values("x-request-id").getFirst();
                assertFalse(text(response.parse()).isBlank());
                assertTrue(front.cost(first).signum() > 0);
                assertFalse(front.hasRecord(second));
            }
        }
    }

    @Test
    void aProvidersFailureIsTriedAgainAndCostsNothing() {
        var client = client(front.keys().usual(), 1);
        var failed =
                assertThrows(
                        InternalServerException.class,
                        () ->
                                client.chat()
                                        .completions()
                                        .create(asking(Prompts.PROVIDER_FAILS).build()));
        assertEquals(502, failed.statusCode());
        assertEquals("upstream_error", failed.code().orElseThrow());
        var id = failed.headers().values("x-request-id").getFirst();
        assertEquals(0, front.cost(id).signum());
        assertFalse(text(client.chat().completions().create(asking("hello").build())).isBlank());
    }

    @Test
    void aStreamThatBreaksOffRaises() {
        var broken =
                assertThrows(
                        SseException.class,
                        () -> streamed(client(), asking(Prompts.BREAKS_OFF).build()));
        assertEquals("upstream_error", broken.code().orElseThrow());
    }

    private <T extends OpenAIServiceException> T refused(
            Class<T> type, String key, ChatCompletionCreateParams.Builder asking) {
        var client = client(key, 0);
        var params = asking.build();
        return assertThrows(type, () -> client.chat().completions().create(params));
    }

    @Test
    void anUnknownKeyIsUnauthorized() {
        var refused = refused(UnauthorizedException.class, "sk-nobody", asking("hello"));
        assertEquals("invalid_api_key", refused.code().orElseThrow());
    }

    @Test
    void anUnknownModelIsNotFound() {
        var asking = asking("hello").model("nobody/nothing");
        var refused = refused(NotFoundException.class, front.keys().usual(), asking);
        assertEquals("model_not_found", refused.code().orElseThrow());
        assertEquals("model", refused.param().orElseThrow());
    }

    @Test
    void whatTheProviderObjectsToIsABadRequest() {
        var asking = asking(Prompts.PROVIDER_OBJECTS);
        var refused = refused(BadRequestException.class, front.keys().usual(), asking);
        assertEquals("provider_rejected", refused.code().orElseThrow());
    }

    @Test
    void aWrongFieldIsABadRequest() {
        var asking = asking("hello").putAdditionalBodyProperty("provider", JsonValue.from("x"));
        var refused = refused(BadRequestException.class, front.keys().usual(), asking);
        assertTrue(refused.param().orElseThrow().startsWith("provider"));
    }

    @Test
    void whoeverCannotPayIsTold402AndNotTriedAgain() {
        var client = client(front.keys().poor(), 2);
        var params = asking("hello").build();
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
                                        client(front.keys().rare(), 0)
                                                .chat()
                                                .completions()
                                                .create(asking("hello").build());
                            }
                        });
        assertEquals("rate_limit_exceeded", refused.code().orElseThrow());
        var seconds = Integer.parseInt(refused.headers().values("retry-after").getFirst());
        assertTrue(seconds > 0 && seconds <= 61, "after " + seconds);
    }
}
