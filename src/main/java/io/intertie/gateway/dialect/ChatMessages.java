package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a conversation down as chat messages.
///
/// Whatever the model said in one turn, its thoughts, text and calls, is one message; images that a
/// tool gave back follow its results in a message of the user's, where chat completions allow them.
final class ChatMessages {
    private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode shown = JsonNodeFactory.instance.arrayNode();
    private final Map<String, ObjectNode> beside = new HashMap<>();
    private final String model;
    private @Nullable ObjectNode turn;

    /// A conversation with a model.
    ChatMessages(String model) {
        this.model = model;
    }

    static ObjectNode text(String text) {
        return Json.object().put("type", "text").put("text", text);
    }

    static ObjectNode image(String url) {
        var part = Json.object().put("type", "image_url");
        part.putObject("image_url").put("url", url);
        return part;
    }

    void system(String text) {
        flush();
        messages.addObject().put("role", "system").put("content", text);
    }

    void user(ArrayNode parts) {
        flush(parts);
    }

    private ObjectNode turn() {
        if (turn == null) {
            flush();
            turn = Json.object().put("role", "assistant").putNull("content");
        }
        return turn;
    }

    /// What the model said; `apart` from what it said before in the same turn.
    void said(String text, String apart) {
        var before = turn().path("content").asText("");
        turn().put("content", before.isEmpty() ? text : before + apart + text);
    }

    void refused(String text) {
        turn().put("refusal", text);
    }

    /// A thought, as plain text and with what proves it to its provider.
    ///
    /// What was put beside a call goes back there, and is left out where another model had put it:
    /// its providers may refuse what they do not know.
    void thought(String text, ArrayNode details) {
        if (!text.isEmpty()) {
            var before = turn().path("reasoning_content").asText("");
            turn().put("reasoning_content", before + text);
        }
        for (var detail : details) {
            var said = Thoughts.Beside.of(detail.path("data").asText(""));
            if (said.isPresent()) {
                said.filter(its -> its.isOf(model))
                        .ifPresent(its -> beside.put(its.callId(), its.content()));
            } else {
                turn().withArrayProperty("reasoning_details").add(detail);
            }
        }
    }

    void called(String id, String name, String arguments) {
        var call = turn().withArrayProperty("tool_calls").addObject();
        call.put("id", id).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
    }

    void result(String callId, String text, ArrayNode images) {
        endTurn();
        messages.addObject().put("role", "tool").put("tool_call_id", callId).put("content", text);
        shown.addAll(images);
    }

    private void endTurn() {
        if (turn != null) {
            if (!turn.has("tool_calls") && !turn.hasNonNull("content")) {
                turn.put("content", "");
            }
            for (var call : turn.path("tool_calls")) {
                var said = beside.get(call.path("id").asText());
                if (said != null && call instanceof ObjectNode its) {
                    its.set("extra_content", said);
                }
            }
            messages.add(turn);
            turn = null;
        }
    }

    private void flush() {
        flush(JsonNodeFactory.instance.arrayNode());
    }

    private void flush(ArrayNode parts) {
        endTurn();
        var all = shown.deepCopy().addAll(parts);
        shown.removeAll();
        if (all.isEmpty()) {
            return;
        }
        var message = messages.addObject().put("role", "user");
        // A lone text is a string: every provider reads that.
        if (all.size() == 1 && all.get(0).path("type").asText().equals("text")) {
            message.put("content", all.get(0).path("text").asText());
        } else {
            message.set("content", all);
        }
    }

    ArrayNode written() {
        flush();
        return messages;
    }
}
