package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Chunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the first choice of a provider's answer step by step, streamed or whole.
final class Parts {
    private final String model;
    private final ToolCalls calls;
    private final Map<Integer, String> ids = new HashMap<>();
    private final Map<Integer, ObjectNode> beside = new HashMap<>();

    Parts(Opening opening) {
        model = opening.names().model();
        calls = new ToolCalls(Ids.of(opening));
    }

    List<Part> read(Chunk chunk) {
        var parts = new ArrayList<Part>();
        for (var choice : chunk.json().path("choices")) {
            if (choice.path("index").asInt(0) == 0) {
                read(choice, parts);
            }
        }
        return parts;
    }

    private void read(JsonNode choice, List<Part> parts) {
        var message = choice.path("message");
        var isWhole = message.isObject();
        var said = isWhole ? message : choice.path("delta");
        think(said, parts);
        add(text(said.path("content")), Part.Text::new, parts);
        add(said.path("refusal").asText(""), Part.Refusal::new, parts);
        var given = said.path("tool_calls");
        call(calls.take(isWhole ? numbered(given) : given), parts);
        var reason = choice.path("finish_reason");
        if (reason.isTextual() || isWhole) {
            call(calls.rest(), parts);
            parts.add(new Part.Finished(reason.asText("stop"), matched(choice)));
        }
    }

    /// The calls that a stream without a finish reason has left open.
    List<Part> rest() {
        var parts = new ArrayList<Part>();
        call(calls.rest(), parts);
        return parts;
    }

    private static void add(
            String text, java.util.function.Function<String, Part> kind, List<Part> parts) {
        if (!text.isEmpty()) {
            parts.add(kind.apply(text));
        }
    }

    /// Thoughts come under several names, and some providers say them under two at once.
    private static void think(JsonNode said, List<Part> parts) {
        var text = said.path("reasoning_content").asText("");
        text = text.isEmpty() ? said.path("reasoning").asText("") : text;
        add(text, Part.Thought::new, parts);
        for (var detail : said.path("reasoning_details")) {
            if (text.isEmpty()) {
                add(detail.path("text").asText(""), Part.Thought::new, parts);
                add(detail.path("summary").asText(""), Part.Thought::new, parts);
            }
            add(detail.path("signature").asText(""), Part.Signature::new, parts);
            add(detail.path("data").asText(""), Part.Redacted::new, parts);
        }
    }

    /// Content as text; some providers send it in parts.
    static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        var text = new StringBuilder();
        for (var part : content) {
            text.append(part.path("text").asText(""));
        }
        return text.toString();
    }

    private static JsonNode numbered(JsonNode calls) {
        var numbered = JsonNodeFactory.instance.arrayNode();
        for (var call : calls) {
            if (call instanceof ObjectNode object) {
                numbered.add(object.deepCopy().put("index", numbered.size()));
            }
        }
        return numbered;
    }

    private void call(JsonNode deltas, List<Part> parts) {
        for (var delta : deltas) {
            var call = delta.path("index").intValue();
            var function = delta.path("function");
            if (delta.has("id")) {
                ids.put(call, delta.path("id").textValue());
            }
            if (delta.path("extra_content") instanceof ObjectNode content) {
                put(call, content, parts);
            }
            if (delta.has("id")) {
                var id = delta.path("id").textValue();
                parts.add(new Part.Opened(call, id, function.path("name").textValue()));
            }
            var arguments = function.path("arguments").asText("");
            add(arguments, text -> new Part.Arguments(call, text), parts);
        }
    }

    /// Before its call, as thoughts are; once, though some say it with each chunk.
    private void put(int call, ObjectNode content, List<Part> parts) {
        if (!content.equals(beside.put(call, content))) {
            Optional.ofNullable(ids.get(call))
                    .map(id -> new Thoughts.Beside(model, id, content).data())
                    .ifPresent(data -> parts.add(new Part.Redacted(data)));
        }
    }

    private static Optional<String> matched(JsonNode choice) {
        for (var name : new String[] {"stop_reason", "matched_stop"}) {
            if (choice.path(name).isTextual()) {
                return Optional.of(choice.path(name).textValue());
            }
        }
        return Optional.empty();
    }
}
