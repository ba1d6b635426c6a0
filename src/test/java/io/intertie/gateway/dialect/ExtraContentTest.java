package io.intertie.gateway.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What Google signs a tool call with, and refuses the next turn without: there and back again, by
/// clients that know nothing of it and hand back what they were given.
class ExtraContentTest {
    private static final String SIGNED = "{'google':{'thought_signature':'CvcBAdHtim9u'}}";
    private static final String CALL =
            "{'id':'%s','type':'function','function':{'name':'weather','arguments':'{}'}%s}";
    private static final String WHOLE =
            "{'id':'c1','object':'chat.completion','created':1,'model':'theirs','choices':[{"
                    + "'index':0,'message':{'role':'assistant','content':'I look.','tool_calls':["
                    + CALL.formatted("call_1", ",'extra_content':" + SIGNED)
                    + ","
                    + CALL.formatted("call_2", "")
                    + "]},'finish_reason':'tool_calls'}]}";

    static Stream<Arguments> streams() throws IOException {
        try (var all =
                Files.list(Path.of("src/test/resources/io/intertie/gateway/dialect/calls"))) {
            return all
                    .filter(file -> file.toString().contains("-google"))
                    .sorted()
                    .toList()
                    .stream()
                    .flatMap(file ->
                            Stream.of("messages", "responses")
                                    .map(path -> Arguments.of(path, file)));
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void whatWasSignedInAStreamReturnsSigned(String path, Path file) throws IOException {
        var chunks = GoldenCallsTest.chunks(Files.readAllLines(file));
        var events = Spoken.events(Spoken.stream(Spoken.voice(path), chunks));
        var said = path.equals("messages") ? blocks(events) : items(events);
        assertEquals(signatures(chunks), returned(path, said));
    }

    @Test
    void whatWasSignedInAWholeAnswerReturnsSigned() {
        for (var path : List.of("messages", "responses")) {
            var answer = Spoken.chunk(WHOLE.replace('\'', '"'));
            var body = Spoken.voice(path).whole(answer, Spoken.billed(Spoken.usage()));
            var told = Json.read(body).orElseThrow();
            var said = told.path(path.equals("messages") ? "content" : "output");
            assertEquals(
                    Map.of("call_1", SIGNED.replace('\'', '"'), "call_2", ""),
                    returned(path, (ArrayNode) said));
        }
    }

    /// The signatures of the provider's calls, in the order in which the calls opened.
    private static Map<String, String> signatures(List<String> chunks) {
        var signatures = new TreeMap<String, String>();
        var last = "";
        for (var chunk : chunks) {
            for (var call : Spoken.json(chunk).at("/choices/0/delta/tool_calls")) {
                last = call.path("id").asText(last);
                var signature = call.path("extra_content").toString();
                signatures.merge(last, signature, (one, other) -> one.isEmpty() ? other : one);
            }
        }
        return signatures;
    }

    /// A message's blocks, as Anthropic's libraries join them.
    private static ArrayNode blocks(List<ObjectNode> events) {
        var blocks = JsonNodeFactory.instance.arrayNode();
        var arguments = new StringBuilder();
        for (var event : events) {
            switch (event.path("type").asText()) {
                case "content_block_start" -> {
                    blocks.add(event.path("content_block").deepCopy());
                    arguments.setLength(0);
                }
                case "content_block_delta" -> {
                    arguments.append(event.at("/delta/partial_json").asText());
                    Json.read(arguments.toString())
                            .ifPresent(input ->
                                    ((ObjectNode) blocks.get(blocks.size() - 1))
                                            .set("input", input));
                }
                default -> {}
            }
        }
        return blocks;
    }

    private static ArrayNode items(List<ObjectNode> events) {
        return (ArrayNode) events.getLast().at("/response/output");
    }

    /// What the provider reads in the next turn: each call's signature by its id.
    private static Map<String, String> returned(String path, ArrayNode said) {
        var asked = Json.read(nextTurn(path, said)).orElseThrow();
        var signatures = new TreeMap<String, String>();
        for (var message : asked.path("messages")) {
            assertFalse(message.has("reasoning_details"), message.toString());
            for (var call : message.path("tool_calls")) {
                signatures.put(call.path("id").asText(), call.path("extra_content").toString());
            }
        }
        return signatures;
    }

    private static byte[] nextTurn(String path, ArrayNode said) {
        var request = Json.object().put("model", "grid/echo-1:nitro").put("max_tokens", 9);
        var results = new ArrayList<JsonNode>();
        for (var one : said) {
            if (path.equals("messages") && one.path("type").asText().equals("tool_use")) {
                results.add(
                        Json.object()
                                .put("type", "tool_result")
                                .put("tool_use_id", one.path("id").asText())
                                .put("content", "sun"));
            } else if (one.path("type").asText().equals("function_call")) {
                results.add(
                        Json.object()
                                .put("type", "function_call_output")
                                .put("call_id", one.path("call_id").asText())
                                .put("output", "sun"));
            }
        }
        if (path.equals("messages")) {
            var messages = request.putArray("messages");
            messages.addObject().put("role", "user").put("content", "How is it?");
            messages.addObject().put("role", "assistant").set("content", said);
            messages.addObject().put("role", "user").putArray("content").addAll(results);
        } else {
            request.remove("max_tokens");
            var input = request.putArray("input");
            input.addObject().put("role", "user").put("content", "How is it?");
            input.addAll(said).addAll(results);
        }
        return Spoken.dialect(path).read(Json.write(request)).body();
    }

    /// What nobody put beside a call is put beside none, and what only looks like ours is nothing.
    @Test
    void nothingElseIsPutBesideACall() {
        for (var data :
                List.of("EroBCkYIBxgC", "call.", "call.!", "call.e30", "call.eyJpZCI6IngifQ")) {
            var asked =
                    Spoken.asked(
                            "messages",
                            "{'model':'m','max_tokens':9,'messages':[{'role':'assistant','content':"
                                    + "[{'type':'redacted_thinking','data':'"
                                    + data
                                    + "'},{'type':'tool_use','id':'x','name':'n','input':{}}]}]}");
            var message = asked.at("/messages/0");
            assertFalse(message.at("/tool_calls/0").has("extra_content"), message.toString());
            assertEquals(data, message.at("/reasoning_details/0/data").asText());
        }
    }

    /// A thought that was signed itself returns as it was, beside what Google signed.
    @Test
    void bothKindsOfProofReturnToTheirPlaces() {
        assertEquals(
                Spoken.json(
                        "{'role':'assistant','content':null,'reasoning_content':'Hm.',"
                                + "'reasoning_details':[{'type':'reasoning.text','text':'Hm.',"
                                + "'signature':'s'}],'tool_calls':[{'id':'x','type':'function',"
                                + "'function':{'name':'n','arguments':'{}'},'extra_content':"
                                + SIGNED
                                + "}]}"),
                turnOf("grid/echo-1"));
    }

    /// Its providers might refuse the whole request for it.
    @Test
    void anotherModelIsNotToldOfIt() {
        for (var model : List.of("grid/echo-10", "grid/echo-2", "echo-1")) {
            var turn = turnOf(model);
            assertFalse(turn.at("/tool_calls/0").has("extra_content"), turn.toString());
            assertEquals(1, turn.path("reasoning_details").size());
        }
    }

    /// A turn that Google's model had, in a request to a model.
    private static JsonNode turnOf(String model) {
        var data = new Thoughts.Beside("grid/echo-1", "x", Spoken.json(SIGNED)).data();
        var asked =
                Spoken.asked(
                        "messages",
                        "{'model':'%s','max_tokens':9,'messages':[{'role':'assistant','content':["
                                        .formatted(model)
                                + "{'type':'thinking','thinking':'Hm.','signature':'s'},"
                                + "{'type':'redacted_thinking','data':'"
                                + data
                                + "'},{'type':'tool_use','id':'x','name':'n','input':{}}]}]}");
        return asked.at("/messages/0");
    }
}
