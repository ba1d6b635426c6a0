package io.intertie.gateway.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.core.JsonValue;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
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

    private final Storefront front;
    private final OpenAiBuyer buyer;

    protected OpenAiChatSuite(Storefront front) {
        this.front = front;
        this.buyer = new OpenAiBuyer(front);
    }

    @Test
    void aQuestionIsAnswered() {
        var completion =
                buyer.client()
                        .chat()
                        .completions()
                        .create(buyer.asking("hello").build())
                        .validate();
        assertFalse(OpenAiBuyer.text(completion).isBlank());
        assertEquals("stop", OpenAiBuyer.finish(completion));
        assertEquals(front.chat(), completion.model());
        var usage = completion.usage().orElseThrow();
        assertEquals(usage.totalTokens(), usage.promptTokens() + usage.completionTokens());
        assertTrue(usage.promptTokens() > 0 && usage.completionTokens() > 0);
    }

    @Test
    void aStreamSaysTheSame() {
        var params = buyer.asking("hello").build();
        var streamed = OpenAiBuyer.streamed(buyer.client(), params);
        assertEquals(
                OpenAiBuyer.text(buyer.client().chat().completions().create(params)),
                OpenAiBuyer.text(streamed));
        assertEquals("stop", OpenAiBuyer.finish(streamed));
        assertTrue(streamed.usage().orElseThrow().completionTokens() > 0);
    }

    @Test
    void toolsGoToAndFroInStreams() {
        var params = buyer.asking("TariffAt for Hohhot").addTool(TariffAt.class);
        var called = OpenAiBuyer.streamed(buyer.client(), params.build());
        assertEquals("tool_calls", OpenAiBuyer.finish(called));
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
        var answered = OpenAiBuyer.streamed(buyer.client(), params.build());
        assertEquals("stop", OpenAiBuyer.finish(answered));
        assertFalse(OpenAiBuyer.text(answered).isBlank());
    }

    @Test
    void anAnswerHasTheShapeOfAClass() {
        var params = buyer.asking("an offer").responseFormat(Offer.class).build();
        var completion = buyer.client().chat().completions().create(params);
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
        var params = buyer.asking(Prompts.FAR_AND_WIDE).responseFormat(format).build();
        for (var heard :
                java.util.List.of(
                        buyer.client().chat().completions().create(params),
                        OpenAiBuyer.streamed(buyer.client(), params))) {
            var greeting = Storefront.read(OpenAiBuyer.text(heard)).path("greeting").asText();
            assertEquals(Prompts.FAR_AND_WIDE, greeting);
        }
    }

    @Test
    void aMegabyteOfPromptIsRead() {
        var completion =
                OpenAiBuyer.streamed(buyer.client(), buyer.asking(Prompts.megabyte()).build());
        // What the model can read at most is counted, whatever a provider says.
        assertTrue(completion.usage().orElseThrow().promptTokens() >= 8_192);
        assertEquals("stop", OpenAiBuyer.finish(completion));
    }

    @Test
    void fiftyStreamsAtOnceAreWhole() throws Exception {
        var client = buyer.client();
        var heard =
                Prompts.fifty(number ->
                        OpenAiBuyer.streamed(
                                client, buyer.asking(Prompts.ofACrowd(number)).build()));
        for (var completion : heard) {
            assertEquals("stop", OpenAiBuyer.finish(completion));
            assertEquals(40, completion.usage().orElseThrow().completionTokens());
        }
        assertEquals(50, heard.stream().map(ChatCompletion::id).distinct().count());
        assertEquals(50, heard.stream().map(OpenAiBuyer::text).distinct().count());
    }

    @Test
    void whoeverClosesAStreamPaysWhatCame() {
        var before = front.cancelled().getAsLong();
        var chunks = new ArrayList<ChatCompletionChunk>();
        var raw = buyer.client().chat().completions().withRawResponse();
        var params = buyer.asking(Prompts.LONG_STREAM).build();
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
}
