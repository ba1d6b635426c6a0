package io.intertie.gateway.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// OpenAI's own library for Java: responses, completions, embeddings and models.
public abstract class OpenAiOthersSuite {
    private final Storefront front;
    private final OpenAIClient client;

    protected OpenAiOthersSuite(Storefront front) {
        this.front = front;
        this.client = new OpenAiBuyer(front).client();
    }

    private ResponseCreateParams.Builder asking(String says) {
        return ResponseCreateParams.builder().model(front.chat()).input(says);
    }

    private Response streamed(ResponseCreateParams params) {
        var whole = ResponseAccumulator.create();
        try (var stream = client.responses().createStreaming(params)) {
            stream.stream().forEach(whole::accumulate);
        }
        return whole.response().validate();
    }

    private static String text(Response response) {
        return response.output().stream()
                .filter(ResponseOutputItem::isMessage)
                .flatMap(item -> item.asMessage().content().stream())
                .map(content -> content.asOutputText().text())
                .collect(Collectors.joining());
    }

    @Test
    void aResponseIsWholeOrStreamedTheSame() {
        var params = asking("hello").instructions("Be short.").build();
        var whole = client.responses().create(params).validate();
        assertEquals(ResponseStatus.COMPLETED, whole.status().orElseThrow());
        assertFalse(text(whole).isBlank());
        var usage = whole.usage().orElseThrow();
        assertEquals(usage.totalTokens(), usage.inputTokens() + usage.outputTokens());
        var streamed = streamed(params);
        assertEquals(ResponseStatus.COMPLETED, streamed.status().orElseThrow());
        assertEquals(text(whole), text(streamed));
    }

    @Test
    void eventsOfAResponseAreNumberedAndItsTextIsTheirSum() {
        var said = new StringBuilder();
        var numbers = new ArrayList<Long>();
        try (var stream = client.responses().createStreaming(asking("hello").build())) {
            stream.stream()
                    .forEach(event -> {
                        event.outputTextDelta()
                                .ifPresent(delta -> {
                                    said.append(delta.delta());
                                    numbers.add(delta.sequenceNumber());
                                });
                        event.completed()
                                .ifPresent(done ->
                                        assertEquals(said.toString(), text(done.response())));
                    });
        }
        assertTrue(numbers.size() > 3);
        assertEquals(numbers.stream().sorted().distinct().toList(), numbers);
    }

    @Test
    void toolsOfAResponseGoToAndFroInStreams() {
        var question =
                ResponseInputItem.ofEasyInputMessage(
                        EasyInputMessage.builder()
                                .role(EasyInputMessage.Role.USER)
                                .content("TariffAt for Hohhot")
                                .build());
        var params =
                ResponseCreateParams.builder()
                        .model(front.chat())
                        .addTool(OpenAiChatSuite.TariffAt.class);
        var called = streamed(params.inputOfResponse(List.of(question)).build());
        var call =
                called.output().stream()
                        .filter(ResponseOutputItem::isFunctionCall)
                        .findFirst()
                        .orElseThrow()
                        .asFunctionCall();
        assertEquals("TariffAt", call.name());
        assertFalse(call.arguments(OpenAiChatSuite.TariffAt.class).place.isEmpty());
        var result =
                ResponseInputItem.FunctionCallOutput.builder()
                        .callId(call.callId())
                        .output("{\"micro_per_kwh\":492807}")
                        .build();
        var items =
                List.of(
                        question,
                        ResponseInputItem.ofFunctionCall(call),
                        ResponseInputItem.ofFunctionCallOutput(result));
        assertFalse(text(streamed(params.inputOfResponse(items).build())).isBlank());
    }

    @Test
    void aResponseHasTheShapeOfAClass() {
        var params = asking("an offer").text(OpenAiChatSuite.Offer.class).build();
        var offer =
                client.responses().create(params).output().stream()
                        .flatMap(item -> item.message().stream())
                        .flatMap(message -> message.content().stream())
                        .flatMap(content -> content.outputText().stream())
                        .findFirst()
                        .orElseThrow();
        assertFalse(offer.provider.isEmpty());
    }

    @Test
    void whatAResponseCannotBeIsABadRequest() {
        var params = asking("hello").previousResponseId("resp_1").build();
        var refused =
                assertThrows(BadRequestException.class, () -> client.responses().create(params));
        assertEquals("previous_response_id", refused.param().orElseThrow());
    }

    @Test
    void whoeverClosesAResponsePaysWhatCame() {
        var before = front.cancelled().getAsLong();
        var params = asking(Prompts.LONG_STREAM).build();
        try (var raw = client.responses().withRawResponse().createStreaming(params)) {
            var id = raw.headers().values("x-request-id").getFirst();
            try (var stream = raw.parse()) {
                assertEquals(8, stream.stream().limit(8).count());
            }
            assertEquals("partial", front.record(id).path("state").asText());
        }
        front.awaitStopped(before);
    }

    @Test
    void aCompletionIsWholeOrStreamedTheSame() {
        var params =
                CompletionCreateParams.builder()
                        .model(front.chat())
                        .prompt("Once upon a time")
                        .maxTokens(20)
                        .build();
        var whole = client.completions().create(params).validate();
        assertFalse(whole.choices().getFirst().text().isBlank());
        var said = new StringBuilder();
        try (var stream = client.completions().createStreaming(params)) {
            stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .forEach(choice -> said.append(choice.text()));
        }
        assertEquals(whole.choices().getFirst().text(), said.toString());
    }

    @Test
    void textsHaveVectorsInBothEncodings() {
        var asking =
                EmbeddingCreateParams.builder()
                        .model(front.embedding())
                        .inputOfArrayOfStrings(List.of("cheap power", Prompts.FAR_AND_WIDE));
        var base64 = client.embeddings().create(asking.build()).validate();
        assertEquals(2, base64.data().size());
        assertTrue(base64.usage().promptTokens() > 0);
        var vector = base64.data().getFirst().embedding();
        assertEquals(384, vector.size());
        assertNotEquals(vector, base64.data().getLast().embedding());
        var floats =
                client.embeddings()
                        .create(
                                asking.encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT)
                                        .build());
        for (int i = 0; i < vector.size(); i++) {
            assertEquals(vector.get(i), floats.data().getFirst().embedding().get(i), 1e-6f);
        }
    }

    @Test
    void theModelsAreListed() {
        var ids = client.models().list().data().stream().map(model -> model.validate().id());
        assertTrue(ids.toList().containsAll(List.of(front.chat(), front.embedding())));
    }

    @Test
    void oneModelIsFoundAndAnotherIsNot() {
        assertEquals(front.chat(), client.models().retrieve(front.chat()).validate().id());
        assertThrows(NotFoundException.class, () -> client.models().retrieve("nobody/nothing"));
    }
}
