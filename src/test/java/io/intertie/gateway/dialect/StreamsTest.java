package io.intertie.gateway.dialect;

import static io.intertie.gateway.dialect.Spoken.events;
import static io.intertie.gateway.dialect.Spoken.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random streams, cut anywhere: every dialect tells the same.
class StreamsTest {
    private static final String LETTERS = "abc {}[]\"\\\n,:0😀🇺🇦مرحبا中é\u2028\t'";
    private static final int ROUNDS = 150;

    private final List<String> chunks = new ArrayList<>();
    private final StringBuilder thought = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final List<Calls> calls = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsSaidIsTheSameInAllDialects(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            chunks.clear();
            thought.setLength(0);
            text.setLength(0);
            calls.clear();
            write(random);
            tell();
        }
    }

    private void write(Random random) {
        if (random.nextBoolean()) {
            say(random, thought, "reasoning_content");
        }
        if (random.nextInt(4) > 0) {
            say(random, text, "content");
        }
        call(random, random.nextInt(4));
        end(random.nextBoolean() ? "stop" : "tool_calls");
    }

    private void say(Random random, StringBuilder said, String field) {
        for (var piece : pieces(random, word(random))) {
            said.append(piece);
            add(Json.object().put(field, piece));
        }
    }

    /// Calls side by side, their pieces in any order that keeps each call's own.
    private void call(Random random, int count) {
        var open = new ArrayList<List<ObjectNode>>();
        for (int at = 0; at < count; at++) {
            var arguments = Json.object().put(word(random), word(random));
            arguments.putArray("deep").addObject().put("n", random.nextInt());
            var json = new String(Json.write(arguments), StandardCharsets.UTF_8);
            calls.add(new Calls("call_" + at, "tool_" + at % 2, json));
            add(delta(at, Json.object().put("name", "tool_" + at % 2).put("arguments", ""), at));
            var deltas = new ArrayList<ObjectNode>();
            for (var piece : pieces(random, json)) {
                deltas.add(delta(at, Json.object().put("arguments", piece), -1));
            }
            open.add(deltas);
        }
        while (!open.isEmpty()) {
            var next = open.get(random.nextInt(open.size()));
            add(next.removeFirst());
            open.removeIf(List::isEmpty);
        }
    }

    private static ObjectNode delta(int index, ObjectNode function, int id) {
        var delta = Json.object();
        var call = delta.putArray("tool_calls").addObject().put("index", index);
        if (id >= 0) {
            call.put("id", "call_" + id).put("type", "function");
        }
        call.set("function", function);
        return delta;
    }

    private static String word(Random random) {
        var word = new StringBuilder();
        for (int length = 1 + random.nextInt(12); length > 0; length--) {
            // Single units: halves of characters happen, as with providers that cut tokens.
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }

    private static List<String> pieces(Random random, String whole) {
        var pieces = new ArrayList<String>();
        for (int at = 0; at < whole.length(); ) {
            var end = Math.min(whole.length(), at + 1 + random.nextInt(5));
            pieces.add(whole.substring(at, end));
            at = end;
        }
        return pieces;
    }

    private void add(ObjectNode delta) {
        var chunk = Json.object().put("id", "c").put("object", "chat.completion.chunk");
        var choice = chunk.put("created", 1).put("model", "t").putArray("choices").addObject();
        choice.put("index", 0).set("delta", delta);
        choice.putNull("finish_reason");
        chunks.add(new String(Json.write(chunk), StandardCharsets.UTF_8));
    }

    private void end(String reason) {
        add(Json.object());
        var last = chunks.removeLast();
        chunks.add(last.replace("\"finish_reason\":null", "\"finish_reason\":\"" + reason + "\""));
    }

    private List<ObjectNode> told(String path) {
        return events(Spoken.stream(Spoken.voice(path), chunks));
    }

    private void tell() {
        var chat = told("chat/completions");
        assertEquals(text.toString(), texts(chat, "/choices/0/delta/content"));
        assertEquals(thought.toString(), texts(chat, "/choices/0/delta/reasoning_content"));
        assertEquals(calls, Calls.chat(chat));

        var messages = told("messages");
        assertEquals(text.toString(), texts(messages, "/delta/text"));
        assertEquals(thought.toString(), texts(messages, "/delta/thinking"));
        assertEquals(calls, Calls.messages(messages));

        var responses = told("responses");
        assertEquals(calls, Calls.responses(responses));
        var output = new ArrayList<com.fasterxml.jackson.databind.JsonNode>();
        responses.getLast().at("/response/output").forEach(output::add);
        assertEquals(text.toString(), texts(output, "/content/0/text"));
        assertEquals(thought.toString(), texts(output, "/summary/0/text"));

        assertEquals(text.toString(), texts(told("completions"), "/choices/0/text"));
        tellUsage(chat.getLast(), messages, responses.getLast());
    }

    /// The buckets of each dialect add up to the same.
    private static void tellUsage(
            ObjectNode chat, List<ObjectNode> messages, ObjectNode responses) {
        assertEquals(19, chat.at("/usage/total_tokens").asInt());
        assertEquals(19, responses.at("/response/usage/total_tokens").asInt());
        var usage = messages.get(messages.size() - 2).path("usage");
        var sum = 0;
        for (var bucket :
                List.of(
                        "input_tokens",
                        "cache_creation_input_tokens",
                        "cache_read_input_tokens",
                        "output_tokens")) {
            sum += usage.path(bucket).asInt();
        }
        assertEquals(19, sum);
        assertEquals(chat.at("/usage/cost"), usage.path("cost"));
        assertEquals(chat.at("/usage/cost"), responses.at("/response/usage/cost"));
    }
}
