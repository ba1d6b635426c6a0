package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The items of a response while they are built, and the events that tell of it.
///
/// At most one of them, a thought or a message, is open beside the tool calls, each of which is
/// done when its arguments are.
final class ResponseItems {
    private final String idStem;
    private final List<ObjectNode> items = new ArrayList<>();
    private final Map<Integer, Call> calls = new LinkedHashMap<>();
    private final ArrayNode proofs = JsonNodeFactory.instance.arrayNode();
    private final StringBuilder said = new StringBuilder();
    private Frames frames = new Frames();
    private int sequence;
    private @Nullable ObjectNode open;
    private int index;
    private String part = "";
    private int partIndex;

    ResponseItems(String idStem) {
        this.idStem = idStem;
    }

    /// A tool call that still gets its arguments.
    private record Call(ObjectNode item, int index, StringBuilder arguments, Nesting nesting) {}

    void event(String type, ObjectNode event) {
        frames.event(event.put("type", type).put("sequence_number", sequence++));
    }

    /// The events since the last time.
    byte[] taken() {
        var taken = frames.bytes();
        frames = new Frames();
        return taken;
    }

    List<ObjectNode> done() {
        return items;
    }

    void thought(String text) {
        enter("reasoning");
        if (part.isEmpty()) {
            part = "summary_text";
            event("response.reasoning_summary_part.added", place("summary_index", summary("")));
        }
        said.append(text);
        event(
                "response.reasoning_summary_text.delta",
                place("summary_index", null).put("delta", text));
    }

    void signature(String text) {
        enter("reasoning");
        proofs.addAll(Thoughts.signed(said.toString(), text));
    }

    /// Keeps what proves a thought, for the client to hand back.
    void proof(ArrayNode details) {
        enter("reasoning");
        proofs.addAll(details);
    }

    void text(String text) {
        content("output_text");
        said.append(text);
        var event = place("content_index", null).put("delta", text);
        event.putArray("logprobs");
        event("response.output_text.delta", event);
    }

    void refusal(String text) {
        content("refusal");
        said.append(text);
        event("response.refusal.delta", place("content_index", null).put("delta", text));
    }

    void opened(Part.Opened opened) {
        close("completed");
        var item = item("fc_", "function_call").put("status", "in_progress");
        item.put("call_id", opened.id()).put("name", opened.name()).put("arguments", "");
        calls.put(opened.call(), new Call(item, index, new StringBuilder(), new Nesting()));
        added(item);
    }

    void arguments(int number, String text) {
        var call = calls.get(number);
        if (call == null) {
            return;
        }
        call.arguments.append(text);
        event(
                "response.function_call_arguments.delta",
                place(call.item, call.index).put("delta", text));
        call.nesting.take(text);
        if (call.nesting.isComplete()) {
            close(call, "completed");
            calls.remove(number);
        }
    }

    /// Ends what is open; only the last of it can be incomplete.
    void finish(String status) {
        calls.values().forEach(call -> close(call, status));
        calls.clear();
        close(status);
    }

    private ObjectNode item(String prefix, String type) {
        index = items.size();
        var item = Json.object().put("id", prefix + idStem + index).put("type", type);
        items.add(item);
        return item;
    }

    private void added(ObjectNode item) {
        var event = Json.object().put("output_index", index);
        event.set("item", item.deepCopy());
        event("response.output_item.added", event);
    }

    private void finished(ObjectNode item, int at) {
        var event = Json.object().put("output_index", at);
        event.set("item", item.deepCopy());
        event("response.output_item.done", event);
    }

    private static ObjectNode place(ObjectNode item, int index) {
        return Json.object().put("item_id", item.path("id").asText()).put("output_index", index);
    }

    private ObjectNode place(String count, @Nullable ObjectNode content) {
        var place = place(item(), index).put(count, partIndex);
        if (content != null) {
            place.set("part", content);
        }
        return place;
    }

    private ObjectNode item() {
        return Objects.requireNonNull(open);
    }

    private void enter(String type) {
        if (open != null && open.path("type").asText().equals(type)) {
            return;
        }
        close("completed");
        var isThought = type.equals("reasoning");
        var item = item(isThought ? "rs_" : "msg_", type).put("status", "in_progress");
        if (!isThought) {
            item.put("role", "assistant");
        }
        item.putArray(isThought ? "summary" : "content");
        open = item;
        partIndex = 0;
        added(item);
    }

    /// Goes on in a part of a message, a new one if it is another kind than the last.
    private void content(String type) {
        enter("message");
        if (part.equals(type)) {
            return;
        }
        closePart();
        part = type;
        event("response.content_part.added", place("content_index", content(type, "")));
    }

    private static ObjectNode content(String type, String text) {
        var content = Json.object().put("type", type);
        if (type.equals("refusal")) {
            return content.put("refusal", text);
        }
        content.put("text", text).putArray("annotations");
        content.putArray("logprobs");
        return content;
    }

    private static ObjectNode summary(String text) {
        return Json.object().put("type", "summary_text").put("text", text);
    }

    private void closePart() {
        var text = said.toString();
        switch (part) {
            case "summary_text" -> {
                event(
                        "response.reasoning_summary_text.done",
                        place("summary_index", null).put("text", text));
                event(
                        "response.reasoning_summary_part.done",
                        place("summary_index", summary(text)));
                Nodes.list(item(), "summary").add(summary(text));
            }
            case "output_text", "refusal" -> {
                var isText = part.equals("output_text");
                var done = place("content_index", null).put(isText ? "text" : part, text);
                if (isText) {
                    done.putArray("logprobs");
                }
                event("response." + part + ".done", done);
                var content = content(part, text);
                event("response.content_part.done", place("content_index", content));
                Nodes.list(item(), "content").add(content.deepCopy());
                partIndex++;
            }
            default -> {}
        }
        part = "";
        said.setLength(0);
    }

    private void close(String status) {
        if (open == null) {
            return;
        }
        closePart();
        var item = item().put("status", status);
        if (!proofs.isEmpty()) {
            item.put("encrypted_content", Thoughts.sealed(proofs.deepCopy()));
            proofs.removeAll();
        }
        open = null;
        finished(item, index);
    }

    private void close(Call call, String status) {
        var arguments = call.arguments.toString();
        call.item.put("arguments", arguments).put("status", status);
        event(
                "response.function_call_arguments.done",
                place(call.item, call.index)
                        .put("name", call.item.path("name").asText())
                        .put("arguments", arguments));
        finished(call.item, call.index);
    }
}
