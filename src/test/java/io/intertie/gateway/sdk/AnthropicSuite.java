package io.intertie.gateway.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    private final Storefront front;
    private final AnthropicBuyer buyer;

    protected AnthropicSuite(Storefront front) {
        this.front = front;
        this.buyer = new AnthropicBuyer(front);
    }

    @Test
    void aMessageIsWholeOrStreamedTheSame() {
        var params = buyer.asking("hello").system("Be short.").build();
        var whole = buyer.client().messages().create(params).validate();
        assertFalse(AnthropicBuyer.text(whole).isBlank());
        assertEquals(StopReason.END_TURN, whole.stopReason().orElseThrow());
        assertTrue(whole.usage().inputTokens() > 0 && whole.usage().outputTokens() > 0);
        var streamed = AnthropicBuyer.streamed(buyer.client(), params);
        assertEquals(AnthropicBuyer.text(whole), AnthropicBuyer.text(streamed));
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
        assertFalse(
                AnthropicBuyer.text(client.messages().create(buyer.asking("hello").build()))
                        .isBlank());
    }

    @Test
    void anAnswerIsCutWhereItWasToldTo() {
        var message = buyer.client().messages().create(buyer.asking("hello").maxTokens(3).build());
        assertEquals(StopReason.MAX_TOKENS, message.stopReason().orElseThrow());
        assertEquals(3, message.usage().outputTokens());
    }

    @Test
    void toolsGoToAndFroInStreams() {
        var params = buyer.asking("tariff_at for Hohhot").addTool(TARIFF_AT);
        var called = AnthropicBuyer.streamed(buyer.client(), params.build());
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
        var answered = AnthropicBuyer.streamed(buyer.client(), params.build());
        assertEquals(StopReason.END_TURN, answered.stopReason().orElseThrow());
        assertFalse(AnthropicBuyer.text(answered).isBlank());
    }

    @Test
    void anAnswerHasTheShapeOfAClass() {
        var params = buyer.asking("an offer").outputConfig(OpenAiChatSuite.Offer.class).build();
        var offer = buyer.client().messages().create(params).content().getFirst().asText().text();
        assertFalse(offer.provider.isEmpty());
    }

    @Test
    void emojiAndRightToLeftComeThroughUnharmed() {
        var schema = JsonOutputFormat.Schema.builder();
        Prompts.SCHEMA.forEach((k, v) -> schema.putAdditionalProperty(k, JsonValue.from(v)));
        var format = JsonOutputFormat.builder().schema(schema.build()).build();
        var params =
                buyer.asking(Prompts.FAR_AND_WIDE)
                        .outputConfig(OutputConfig.builder().format(format).build())
                        .build();
        for (var heard :
                List.of(
                        buyer.client().messages().create(params),
                        AnthropicBuyer.streamed(buyer.client(), params))) {
            var greeting = Storefront.read(AnthropicBuyer.text(heard)).path("greeting").asText();
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
        return buyer.client().messages().countTokens(params).validate().inputTokens();
    }

    @Test
    void theModelsAreListed() {
        var page = buyer.client().models().list();
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
        var message =
                AnthropicBuyer.streamed(buyer.client(), buyer.asking(Prompts.megabyte()).build());
        assertTrue(message.usage().inputTokens() >= 8_192);
        assertFalse(AnthropicBuyer.text(message).isBlank());
    }

    @Test
    void fiftyStreamsAtOnceAreWhole() throws Exception {
        var client = buyer.client();
        var heard =
                Prompts.fifty(number ->
                        AnthropicBuyer.streamed(
                                client, buyer.asking(Prompts.ofACrowd(number)).build()));
        for (var message : heard) {
            assertEquals(StopReason.END_TURN, message.stopReason().orElseThrow());
            assertEquals(40, message.usage().outputTokens());
        }
        assertEquals(50, heard.stream().map(AnthropicBuyer::text).distinct().count());
    }

    @Test
    void whoeverClosesAStreamPaysWhatCame() {
        var before = front.cancelled().getAsLong();
        var params = buyer.asking(Prompts.LONG_STREAM).build();
        try (var raw = buyer.client().messages().withRawResponse().createStreaming(params)) {
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
}
