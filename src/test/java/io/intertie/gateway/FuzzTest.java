package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.intertie.gateway.wire.Json;
import io.intertie.sandbox.SandboxProvider;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies and streams that nobody in his right mind sends: an answer each, no error of ours,
/// nothing left set aside, and all is well after. The seeds are fixed, so that what fails fails
/// again.
class FuzzTest {
    private static final int BODIES = 250;
    private static final int STREAMS = 120;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Map<String, String> WHOLE =
            Map.of(
                    "chat/completions",
                    """
                    {"model":"grid/echo-1","max_tokens":20,"stream":true,"n":1,"stop":["x"],
                    "messages":[{"role":"system","content":"be"},{"role":"user","content":[
                    {"type":"text","text":"use a tool"}]},{"role":"assistant","tool_calls":[
                    {"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},
                    {"role":"tool","tool_call_id":"a","content":"1"}],"tools":[{"type":"function",
                    "function":{"name":"f","parameters":{"type":"object",
                    "properties":{"a":{"type":"string"}}}}}],
                    "provider":{"order":["provider-0"],"max_price":{"prompt":9}},
                    "response_format":{"type":"text"},"stream_options":{"include_usage":true}}\
                    """,
                    "completions",
                    """
                    {"model":"grid/echo-1","prompt":"hello","max_tokens":9,"stream":false,
                    "echo":false,
                    "stop":"\\n","temperature":0.5,"logprobs":null}\
                    """,
                    "responses",
                    """
                    {"model":"grid/echo-1","input":[{"role":"user","content":[{"type":"input_text",
                    "text":"hello"}]},{"type":"function_call","call_id":"c","name":"f",
                    "arguments":"{}"},
                    {"type":"function_call_output","call_id":"c","output":"1"}],"stream":true,
                    "instructions":"be","tools":[{"type":"function","name":"f","parameters":{}}],
                    "text":{"format":{"type":"text"}},"reasoning":{"effort":"low"},
                    "max_output_tokens":20,"store":false}\
                    """,
                    "messages",
                    """
                    {"model":"grid/echo-1","max_tokens":20,"stream":true,"system":[{"type":"text",
                    "text":"be"}],"messages":[{"role":"user","content":"hi"},{"role":"assistant",
                    "content":[{"type":"tool_use","id":"t","name":"f","input":{}}]},{"role":"user",
                    "content":[{"type":"tool_result","tool_use_id":"t","content":"1"}]}],
                    "tools":[{"name":"f","input_schema":{"type":"object"}}],
                    "thinking":{"type":"disabled"},"stop_sequences":["x"],
                    "metadata":{"user_id":"u"}}\
                    """,
                    "embeddings",
                    "{\"model\":\"grid/all-minilm-l6-v2\",\"input\":[\"a\",\"b\"]}");

    @ParameterizedTest
    @CsvSource({
        "chat/completions, 1",
        "completions, 2",
        "responses, 3",
        "messages, 4",
        "embeddings, 5"
    })
    @Tag("lesson-16")
    void aBodyOfAnyShapeIsAnsweredWithoutAnErrorOfOurs(String path, long seed) {
        var random = new Random(seed);
        try (var sandbox = SandboxProvider.start(0);
                var market = new TestMarket("100", sandbox.baseUrl())) {
            for (int i = 0; i < BODIES; i++) {
                var body = mutated(WHOLE.getOrDefault(path, ""), random);
                market.forgive();
                var heard = market.answer(UUID.randomUUID(), path, body);
                assertTrue(heard.status() < 500, heard.status() + " to " + body);
            }
            assertEquals(0, market.wallet().held().micro());
            assertEquals(List.of(), market.ledger.coherence().faults());
            assertEquals(200, market.chat(UUID.randomUUID(), TestMarket.chat("well?")).status());
        }
    }

    private static String mutated(String whole, Random random) {
        var tree = Json.read(whole).orElseThrow();
        for (int i = random.nextInt(3); i >= 0; i--) {
            change(tree, random);
        }
        var text = tree.toString();
        return switch (random.nextInt(8)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> {
                var at = random.nextInt(text.length());
                yield text.substring(0, at) + (char) random.nextInt(0x250) + text.substring(at);
            }
            default -> text;
        };
    }

    /// Puts something strange in the place of some node.
    private static void change(ObjectNode tree, Random random) {
        JsonNode at = tree;
        while (true) {
            if (at instanceof ObjectNode object && !object.isEmpty()) {
                var names = object.properties().stream().map(Map.Entry::getKey).toList();
                var name = names.get(random.nextInt(names.size()));
                var child = object.path(name);
                if (!child.isContainerNode() || child.isEmpty() || random.nextInt(3) == 0) {
                    object.set(random.nextInt(9) == 0 ? name + "x" : name, strange(random));
                    return;
                }
                at = child;
            } else if (at instanceof ArrayNode array && !array.isEmpty()) {
                var place = random.nextInt(array.size());
                if (!array.get(place).isContainerNode() || random.nextInt(3) == 0) {
                    array.set(place, strange(random));
                    return;
                }
                at = array.get(place);
            } else {
                return;
            }
        }
    }

    private static JsonNode strange(Random random) {
        return switch (random.nextInt(14)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(-1);
            case 3 -> NODES.numberNode(Long.MAX_VALUE);
            case 4 -> NODES.numberNode(new BigDecimal("1e999"));
            case 5 -> NODES.numberNode(0.1);
            case 6 -> NODES.textNode("");
            case 7 -> NODES.textNode("\u0000\ud800 \u202eمرحبا 👩‍👩‍👧 " + "x".repeat(3_000));
            case 8 -> NODES.arrayNode();
            case 9 -> NODES.objectNode();
            case 10 -> nested(random.nextInt(400));
            case 11 -> NODES.objectNode().put("type", "text");
            case 12 -> NODES.arrayNode().add(NODES.nullNode()).add(1).add("a");
            default -> NODES.textNode("[[sandbox:tokens=-1]]");
        };
    }

    private static JsonNode nested(int depth) {
        JsonNode inner = NODES.textNode("deep");
        for (int i = 0; i < depth; i++) {
            inner = i % 2 == 0 ? NODES.arrayNode().add(inner) : NODES.objectNode().set("a", inner);
        }
        return inner;
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat/completions", "responses", "messages", "completions"})
    @Tag("lesson-16")
    void aProvidersStreamOfAnyBytesEndsTheRequest(String path) {
        var random = new Random(path.hashCode());
        try (var provider = FaultyProvider.that(exchange -> babble(exchange, random));
                var market = new TestMarket(Duration.ofSeconds(2), "100", provider.baseUrl())) {
            for (int i = 0; i < STREAMS; i++) {
                market.forgive();
                var id = UUID.randomUUID();
                var streamed = random.nextBoolean();
                var body =
                        WHOLE.getOrDefault(path, "")
                                .replaceAll("\"(stream)\":\\w+", "\"$1\":" + streamed);
                var heard = market.answer(id, path, body);
                assertTrue(List.of(200, 400, 502, 504).contains(heard.status()), heard.toString());
            }
            assertEquals(0, market.wallet().held().micro());
            assertEquals(List.of(), market.ledger.coherence().faults());
        }
    }

    private static void babble(HttpExchange exchange, Random random) throws IOException {
        var pieces = new StringBuilder();
        synchronized (random) {
            var isStream = random.nextInt(4) > 0;
            exchange.getResponseHeaders()
                    .set("Content-Type", isStream ? "text/event-stream" : "application/json");
            for (int i = random.nextInt(8); i >= 0; i--) {
                pieces.append(isStream ? "data: " : "").append(piece(random)).append("\n\n");
            }
        }
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(pieces.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String piece(Random random) {
        var delta =
                List.of(
                        "{\"content\":\"hi\"}",
                        "{}",
                        "null",
                        "[]",
                        "{\"content\":7}",
                        "{\"role\":null,\"content\":null}",
                        "{\"tool_calls\":[{\"index\":-1}]}",
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\","
                                + "\"arguments\":\"{\\\"a\\\":\"}}]}",
                        "{\"tool_calls\":{}}",
                        "{\"reasoning_content\":\"hm\"}");
        return switch (random.nextInt(9)) {
            case 0 -> "[DONE]";
            case 1 -> "{\"error\":{\"message\":\"no\"}}";
            case 2 -> "{\"choices\":[]," + usage(random) + "}";
            case 3 -> "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
            case 4 -> "\u0000\uffff{".repeat(1 + random.nextInt(3));
            case 5 ->
                    "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"whole\"},"
                            + "\"finish_reason\":\"stop\"}],"
                            + usage(random)
                            + "}";
            default ->
                    "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":"
                            + delta.get(random.nextInt(delta.size()))
                            + "}]}";
        };
    }

    private static String usage(Random random) {
        return List.of(
                        "\"usage\":null",
                        "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}",
                        "\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":\"2\"}",
                        "\"usage\":{\"prompt_tokens\":9e99,\"completion_tokens\":99999999999}",
                        "\"usage\":[]")
                .get(random.nextInt(5));
    }
}
