package io.intertie.gateway.dialect;

import static io.intertie.gateway.dialect.Spoken.chunk;
import static io.intertie.gateway.dialect.Spoken.events;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import io.intertie.platform.http.ProblemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What leaves in OpenAI's words is what OpenAI's document allows.
class OpenAiDocumentTest {
    private static final Fault FAULT =
            new Fault(ProblemType.UPSTREAM_FAILED, "upstream_error", "It stopped.");
    private static final String WHOLE =
            """
            {"id":"c","object":"chat.completion","created":1,"model":"t","choices":[{"index":0,
            "message":{"role":"assistant","content":"hi 😀","refusal":null,"reasoning_content":"Hm",
            "tool_calls":[{"function":{"name":"see","arguments":""}}]},"logprobs":null,
            "finish_reason":"stop"}]}\
            """;

    private OpenAiDocument document;

    @BeforeEach
    void open() throws IOException {
        document = OpenAiDocument.read();
    }

    @Test
    void theDocumentRefusesWhatIsWrong() {
        var event = Json.object().put("type", "response.output_text.delta").put("delta", 7);
        assertThrows(AssertionError.class, () -> document.allowsEvent(event));
        assertThrows(
                AssertionError.class,
                () -> document.allows("CreateChatCompletionStreamResponse", Json.object()));
    }

    @Test
    void allStreamsAreAllowed() throws IOException {
        for (var file : GoldenCallsTest.files().toList()) {
            var chunks = GoldenCallsTest.chunks(Files.readAllLines(file));
            // A role of null is the provider's, and passes as it is.
            if (chunks.stream().noneMatch(data -> data.contains("\"role\":null"))) {
                events(Spoken.stream(Spoken.voice("chat/completions", "{}"), chunks))
                        .forEach(it -> document.allows("CreateChatCompletionStreamResponse", it));
            }
            events(Spoken.stream(Spoken.voice("responses", "{'input':'a'}"), chunks))
                    .forEach(document::allowsEvent);
            events(Spoken.stream(Spoken.voice("completions", "{'prompt':'a'}"), chunks))
                    .forEach(it -> document.allows("CreateCompletionResponse", ended(it)));
        }
    }

    /// OpenAI's own streams say null until a choice ends, which its document forgets.
    private static ObjectNode ended(ObjectNode event) {
        for (var choice : event.path("choices")) {
            if (choice.path("finish_reason").isNull()) {
                ((ObjectNode) choice).put("finish_reason", "stop");
            }
        }
        return event;
    }

    @Test
    void aStreamThatFailsOrIsCutIsAllowed() {
        for (var reason : List.of("length", "content_filter")) {
            var chunks =
                    List.of(
                            "{\"choices\":[{\"index\":0,\"delta\":{\"refusal\":\"no\"},"
                                    + "\"finish_reason\":\""
                                    + reason
                                    + "\"}]}");
            events(Spoken.stream(Spoken.voice("responses", "{'input':'a'}"), chunks))
                    .forEach(document::allowsEvent);
        }
        var voice = Spoken.voice("responses", "{'input':'a'}");
        voice.chunk(chunk("{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}"));
        var paid = Optional.of(Spoken.billed(Spoken.usage()));
        events(text(voice.failure(FAULT, paid))).forEach(document::allowsEvent);
        events(text(Spoken.dialect("responses").failure(FAULT, Spoken.ID)))
                .forEach(document::allowsEvent);
    }

    @Test
    void wholeAnswersAreAllowed() {
        document.allows("CreateChatCompletionResponse", whole("chat/completions", "{}", WHOLE));
        document.allows("CreateCompletionResponse", whole("completions", "{'prompt':'a'}", WHOLE));
        document.allows("Response", whole("responses", "{'input':'a'}", WHOLE));
        document.allows(
                "Response",
                whole(
                        "responses",
                        "{'input':[{'role':'user','content':'a'}],'instructions':'i','tools':["
                                + "{'type':'function','name':'see'}],'tool_choice':{'type':"
                                + "'function','name':'see'},'metadata':{'a':'b'},'text':{'format':"
                                + "{'type':'json_schema','name':'n','schema':{}}},'reasoning':"
                                + "{'effort':'low'},'max_output_tokens':99,'user':'u',"
                                + "'temperature':1,'top_p':1}",
                        WHOLE));
        document.allows(
                "CreateEmbeddingResponse",
                whole(
                        "embeddings",
                        "{}",
                        "{\"object\":\"list\",\"model\":\"t\",\"data\":[{\"object\":\"embedding\","
                                + "\"index\":0,\"embedding\":\"AAAAPw==\"}]}"));
    }

    @Test
    void errorsAreAllowed() {
        for (var path : List.of("chat/completions", "completions", "embeddings", "responses")) {
            var body = Json.read(Spoken.dialect(path).refusal(FAULT, Spoken.ID)).orElseThrow();
            document.allows("ErrorResponse", body);
        }
    }

    @Test
    void whatProvidersAreAskedIsAllowed() {
        var tool = "'name':'see','description':'d'";
        document.allows(
                "CreateChatCompletionRequest",
                Spoken.asked(
                        "messages",
                        "{'model':'m','max_tokens':9,'system':'s','stop_sequences':['a'],'tools':[{"
                                + tool
                                + ",'input_schema':{'type':'object'}}],'tool_choice':{'type':"
                                + "'any'},'thinking':{'type':'enabled','budget_tokens':2000},"
                                + "'messages':[{'role':'user','content':[{'type':'text','text':"
                                + "'a'},{'type':'image','source':{'type':'url','url':"
                                + "'https://x.example/a.png'}}]},{'role':'assistant','content':["
                                + "{'type':'tool_use','id':'t','name':'see','input':{}}]},"
                                + "{'role':'user','content':[{'type':'tool_result','tool_use_id':"
                                + "'t','content':'b'}]}]}"));
        document.allows(
                "CreateChatCompletionRequest",
                Spoken.asked(
                        "responses",
                        "{'model':'m','input':[{'role':'user','content':'a'},{'type':"
                                + "'function_call','call_id':'t','name':'see','arguments':'{}'},"
                                + "{'type':'function_call_output','call_id':'t','output':'b'}],"
                                + "'instructions':'i','max_output_tokens':99,'tools':[{'type':"
                                + "'function',"
                                + tool
                                + "}],'tool_choice':'required','text':"
                                + "{'format':{'type':'json_schema','name':'n','schema':{}}},"
                                + "'reasoning':{'effort':'high'}}"));
        document.allows(
                "CreateChatCompletionRequest",
                Spoken.asked("completions", "{'model':'m','prompt':'a','n':2,'stop':'x'}"));
    }

    private static ObjectNode whole(String path, String request, String answer) {
        var voice = Spoken.voice(path, request);
        return Json.read(voice.whole(chunk(answer), Spoken.billed(Spoken.usage()))).orElseThrow();
    }

    private static String text(byte[] frames) {
        return new String(frames, StandardCharsets.UTF_8);
    }
}
