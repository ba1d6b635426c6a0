package io.intertie.gateway.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/// A tool call as a client joins it from an answer's events, and as strictly as any client does.
record Calls(String id, String name, String arguments) {
    static List<Calls> of(String path, List<String> chunks) {
        var events = Spoken.events(Spoken.stream(Spoken.voice(path), chunks));
        return switch (path) {
            case "chat/completions" -> chat(events);
            case "messages" -> messages(events);
            default -> responses(events);
        };
    }

    private static List<Calls> joined(
            TreeMap<Integer, Calls> opened, TreeMap<Integer, StringBuilder> arguments) {
        var calls = new ArrayList<Calls>();
        opened.forEach((at, call) ->
                calls.add(
                        new Calls(
                                call.id,
                                call.name,
                                Objects.requireNonNull(arguments.get(at)).toString())));
        return calls;
    }

    static List<Calls> chat(List<ObjectNode> events) {
        var opened = new TreeMap<Integer, Calls>();
        var arguments = new TreeMap<Integer, StringBuilder>();
        for (var event : events) {
            for (var delta : event.at("/choices/0/delta/tool_calls")) {
                var at = delta.path("index").asInt(-1);
                var function = delta.path("function");
                if (delta.has("id")) {
                    assertEquals(opened.size(), at, "index in order");
                    assertEquals("function", delta.path("type").asText());
                    opened.put(at, new Calls(text(delta, "id"), text(function, "name"), ""));
                    arguments.put(at, new StringBuilder());
                }
                assertTrue(delta.has("id") == function.has("name"), "id and name once, together");
                assertTrue(delta.has("id") == delta.has("type"), "and so the type");
                Objects.requireNonNull(arguments.get(at)).append(text(function, "arguments"));
            }
        }
        return joined(opened, arguments);
    }

    /// Blocks come one after the other, each begun, continued and ended.
    static List<Calls> messages(List<ObjectNode> events) {
        var opened = new TreeMap<Integer, Calls>();
        var arguments = new TreeMap<Integer, StringBuilder>();
        var open = -1;
        var next = 0;
        for (var event : events) {
            var at = event.path("index").asInt(-1);
            switch (event.path("type").asText()) {
                case "content_block_start" -> {
                    assertEquals(-1, open, "one block at a time");
                    assertEquals(next++, at);
                    open = at;
                    var block = event.path("content_block");
                    if (text(block, "type").equals("tool_use")) {
                        opened.put(at, new Calls(text(block, "id"), text(block, "name"), ""));
                        arguments.put(at, new StringBuilder());
                    }
                }
                case "content_block_delta" -> {
                    assertEquals(open, at);
                    if (opened.containsKey(at)) {
                        Objects.requireNonNull(arguments.get(at))
                                .append(event.at("/delta/partial_json").textValue());
                    }
                }
                case "content_block_stop" -> {
                    assertEquals(open, at);
                    open = -1;
                }
                default -> assertEquals(-1, open, event.toString());
            }
        }
        return joined(opened, arguments);
    }

    /// The events and the whole in the end say the same.
    static List<Calls> responses(List<ObjectNode> events) {
        var deltas = new TreeMap<Integer, StringBuilder>();
        var calls = new ArrayList<Calls>();
        for (int at = 0; at < events.size(); at++) {
            var event = events.get(at);
            assertEquals(at, event.path("sequence_number").asInt(-1));
            if (event.path("type").asText().equals("response.function_call_arguments.delta")) {
                deltas.computeIfAbsent(
                                event.path("output_index").asInt(-1), _ -> new StringBuilder())
                        .append(text(event, "delta"));
            }
        }
        var output = events.getLast().at("/response/output");
        for (int at = 0; at < output.size(); at++) {
            var item = output.get(at);
            if (text(item, "type").equals("function_call")) {
                assertEquals(
                        Objects.requireNonNull(deltas.get(at)).toString(), text(item, "arguments"));
                calls.add(
                        new Calls(
                                text(item, "call_id"),
                                text(item, "name"),
                                text(item, "arguments")));
            }
        }
        return calls;
    }

    private static String text(com.fasterxml.jackson.databind.JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
