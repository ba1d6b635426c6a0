package io.intertie.gateway.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.PaymentRequiredException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.SseException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.ErrorType;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Anthropic's own library for Java, whose messages a model answers that speaks OpenAI's words.
public abstract class AnthropicSuite {
    private static final Tool TARIFF_AT =
            Tool.builder()
                    .name("tariff_at")
                    .inputSchema(
                            Tool.InputSchema.builder()
                                    .properties(
                                            Tool.InputSchema.Properties.builder()
                                                    .putAdditionalProperty(
                                                            "place",
                                                            JsonValue.from(
                                                                    Map.of("type", "string")))
                                                    .build())
                                    .addRequired("place")
                                    .build())
                    .build();

    private final Storefront front = front();

    protected abstract Storefront front();

    private AnthropicClient client() {
        return client(front.keys().usual(), 0);
    }

    private AnthropicClient client(String key, int retries) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(front.url().toString())
                .apiKey(key)
                .maxRetries(retries)
                .build();
    }

    private MessageCreateParams.Builder asking(String says) {
        return MessageCreateParams.builder()
                .model(front.chat())
                .maxTokens(600)
                .addUserMessage(says);
    }

    private static Message streamed(AnthropicClient client, MessageCreateParams params) {
        var whole = MessageAccumulator.create();
        try (var stream = client.messages().createStreaming(params)) {
            stream.stream().forEach(whole::accumulate);
        }
        return whole.message().validate();
    }

    private static String text(Message message) {
        return message.content().stream()
                .filter(ContentBlock::isText)
                .map(block -> block.asText().text())
                .collect(Collectors.joining());
    }

    @Test
    void aMessageIsWholeOrStreamedTheSame() {
        var params = asking("hello").system("Be short.").build();
        var whole = client().messages().create(params).validate();
        assertFalse(text(whole).isBlank());
        assertEquals(StopReason.END_TURN, whole.stopReason().orElseThrow());
        assertTrue(whole.usage().inputTokens() > 0 && whole.usage().outputTokens() > 0);
        var streamed = streamed(client(), params);
        assertEquals(text(whole), text(streamed));
        assertEquals(StopReason.END_TURN, streamed.stopReason().orElseThrow());
        assertEquals(whole.usage().outputTokens(), streamed.usage().outputTokens());
    }

    @Test
    void aBearerTokenOpensItToo() {
        var client =
                AnthropicOkHttpClient.builder()
                        .baseUrl(front.url().toString())
                        .authToken(front.keys().usual())
                        .build();
        assertFalse(text(client.messages().create(asking("hello").build())).isBlank());
    }

    @Test
    void anAnswerIsCutWhereItWasToldTo() {
        var message = client().messages().create(asking("hello").maxTokens(3).build());
        assertEquals(StopReason.MAX_TOKENS, message.stopReason().orElseThrow());
        assertEquals(3, message.usage().outputTokens());
    }

    @Test
    void toolsGoToAndFroInStreams() {
        var params = asking("tariff_at for Hohhot").addTool(TARIFF_AT);
        var called = streamed(client(), params.build());
        assertEquals(StopReason.TOOL_USE, called.stopReason().orElseThrow());
        var use = called.content().stream().flatMap(b -> b.toolUse().stream()).findFirst();
        assertEquals("tariff_at", use.orElseThrow().name());
        var input = (Map<?, ?>) use.get()._input().asObject().orElseThrow();
        assertTrue(input.containsKey("place"));
        var result =
                ToolResultBlockParam.builder()
                        .toolUseId(use.get().id())
                        .content("{\"micro_per_kwh\":492807}")
                        .build();
        params.addMessage(called)
                .addUserMessageOfContentBlockParams(
                        List.of(ContentBlockParam.ofToolResult(result)));
        var answered = streamed(client(), params.build());
        assertEquals(StopReason.END_TURN, answered.stopReason().orElseThrow());
        assertFalse(text(answered).isBlank());
    }

    @Test
    void anAnswerHasTheShapeOfAClass() {
        var params = asking("an offer").outputConfig(OpenAiChatSuite.Offer.class).build();
        var offer = client().messages().create(params).content().getFirst().asText().text();
        assertFalse(offer.provider.isEmpty());
    }

    @Test
    void emojiAndRightToLeftComeThroughUnharmed() {
        var schema = JsonOutputFormat.Schema.builder();
        Prompts.SCHEMA.forEach((k, v) -> schema.putAdditionalProperty(k, JsonValue.from(v)));
        var format = JsonOutputFormat.builder().schema(schema.build()).build();
        var params =
                asking(Prompts.FAR_AND_WIDE)
                        .outputConfig(OutputConfig.builder().format(format).build())
                        .build();
        for (var heard :
                List.of(client().messages().create(params), streamed(client(), params))) {
            var greeting = Storefront.read(text(heard)).path("greeting").asText();
            assertEquals(Prompts.FAR_AND_WIDE, greeting);
        }
    }

    @Test
    void tokensAreCountedBeforehand() {
        var few = counted("hello");
        assertTrue(few > 0);
        assertTrue(counted("hello ".repeat(1_000)) > few + 500);
    }

    private long counted(String says) {
        var params =
                MessageCountTokensParams.builder()
                        .model(front.chat())
                        .addUserMessage(says)
                        .addTool(TARIFF_AT)
                        .build();
        return client().messages().countTokens(params).validate().inputTokens();
    }

    @Test
    void theModelsAreListed() {
        var page = client().models().list();
        assertFalse(page.hasNextPage());
        var model =
                page.data().stream()
                        .filter(one -> one.id().equals(front.chat()))
                        .findFirst()
                        .orElseThrow();
        assertFalse(model.displayName().isBlank());
        assertEquals(Instant.EPOCH, model.createdAt().toInstant());
    }

    @Test
    void aMegabyteOfPromptIsRead() {
        var message = streamed(client(), asking(Prompts.megabyte()).build());
        assertTrue(message.usage().inputTokens() >= 8_192);
        assertFalse(text(message).isBlank());
    }

    @Test
    void fiftyStreamsAtOnceAreWhole() throws Exception {
        var client = client();
        var heard =
                Prompts.fifty(number -> streamed(client, asking(Prompts.ofACrowd(number)).build()));
        for (var message : heard) {
            assertEquals(StopReason.END_TURN, message.stopReason().orElseThrow());
            assertEquals(40, message.usage().outputTokens());
        }
        assertEquals(50, heard.stream().map(AnthropicSuite::text).distinct().count());
    }

    @Test
    void whoeverClosesAStreamPaysWhatCame() {
        var before = front.cancelled().getAsLong();
        var params = asking(Prompts.LONG_STREAM).build();
        try (var raw = client().messages().withRawResponse().createStreaming(params)) {
            var id = raw.headers().values("request-id").getFirst();
            try (var stream = raw.parse()) {
                assertEquals(8, stream.stream().limit(8).count());
            }
            var record = front.record(id);
            assertEquals("partial", record.path("state").asText());
            assertTrue(record.path("tokens_completion").asLong() < 250);
        }
        front.awaitStopped(before);
    }

    @Test
    void aRepeatAfterALostAnswerIsAnsweredFromMemoryAndChargedOnce() {
        try (var way = new LosingWay(front.url())) {
            var client =
                    client(front.keys().usual(), 2)
                            .withOptions(options -> options.baseUrl(way.url().toString()));
            var params = asking("only once, please").build();
            try (var response = client.messages().withRawResponse().create(params)) {
                var first = response.headers().values("x-intertie-replay").getFirst();
                assertFalse(text(response.parse()).isBlank());
                assertTrue(front.cost(first).signum() > 0);
                var second = response.headers().values("x-request-id").getFirst();
                assertFalse(front.hasRecord(second));
            }
        }
    }

    @Test
    void aProvidersFailureIsTriedAgainAndCostsNothing() {
        var client = client(front.keys().usual(), 1);
        var params = asking(Prompts.PROVIDER_FAILS).build();
        var failed =
                assertThrows(
                        InternalServerException.class, () -> client.messages().create(params));
        assertEquals(502, failed.statusCode());
        assertEquals(ErrorType.API_ERROR, failed.errorType().orElseThrow());
        assertEquals(0, front.cost(failed.requestId().orElseThrow()).signum());
        assertFalse(text(client.messages().create(asking("hello").build())).isBlank());
    }

    @Test
    void aStreamThatBreaksOffRaises() {
        var params = asking(Prompts.BREAKS_OFF).build();
        var broken = assertThrows(SseException.class, () -> streamed(client(), params));
        assertEquals(ErrorType.API_ERROR, broken.errorType().orElseThrow());
    }

    private <T extends AnthropicServiceException> T refused(
            Class<T> type, String key, MessageCreateParams.Builder asking) {
        var client = client(key, 0);
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
        var refused = refused(UnauthorizedException.class, "sk-nobody", asking("hello"));
        assertEquals(ErrorType.AUTHENTICATION_ERROR, refused.errorType().orElseThrow());
    }

    @Test
    void anUnknownModelIsNotFound() {
        var asking = asking("hello").model("nobody/nothing");
        var refused = refused(NotFoundException.class, front.keys().usual(), asking);
        assertEquals(ErrorType.NOT_FOUND_ERROR, refused.errorType().orElseThrow());
        assertTrue(refused.requestId().isPresent());
    }

    @Test
    void whatTheProviderObjectsToIsABadRequest() {
        var asking = asking(Prompts.PROVIDER_OBJECTS);
        var refused = refused(BadRequestException.class, front.keys().usual(), asking);
        assertEquals(ErrorType.INVALID_REQUEST_ERROR, refused.errorType().orElseThrow());
    }

    @Test
    void whoeverCannotPayIsTold402() {
        var refused =
                refused(PaymentRequiredException.class, front.keys().poor(), asking("hello"));
        assertEquals(ErrorType.BILLING_ERROR, refused.errorType().orElseThrow());
    }

    @Test
    void whoeverAsksTooOftenIsToldWhenToAskAgain() {
        var refused = refused(RateLimitException.class, front.keys().rare(), asking("hello"));
        assertEquals(ErrorType.RATE_LIMIT_ERROR, refused.errorType().orElseThrow());
        assertTrue(Integer.parseInt(refused.headers().values("retry-after").getFirst()) > 0);
    }
}
