package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Chunk;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers as Anthropic's messages do: one block of content after the other, each begun, continued
/// and ended.
///
/// A block never opens before the one in front of it is whole: what belongs to a later tool call
/// waits while an earlier one still gets its arguments.
final class MessagesVoice implements Voice {
    private final Opening opening;
    private final List<String> stops;
    private final Parts parts;
    private final List<Part> waiting = new ArrayList<>();
    private final List<ObjectNode> uses = new ArrayList<>();
    private final MessageBlocks blocks = new MessageBlocks();
    private int call = -1;
    private Nesting nesting = new Nesting();
    private boolean isBegun;
    private boolean isSigned;
    private boolean hasCalls;
    private boolean isRefused;
    private Part.Finished finished = new Part.Finished("stop", Optional.empty());

    MessagesVoice(Opening opening, List<String> stops) {
        this.opening = opening;
        this.stops = stops;
        parts = new Parts(opening);
    }

    @Override
    public byte[] chunk(Chunk chunk) {
        if (chunk.isError() || chunk.choices() == 0) {
            return Frames.NONE;
        }
        begin();
        parts.read(chunk).forEach(this::take);
        return blocks.taken();
    }

    private void begin() {
        if (!isBegun) {
            isBegun = true;
            var message = message(JsonNodeFactory.instance.arrayNode());
            var usage = message.putObject("usage").put("input_tokens", opening.inputTokens());
            usage.put("cache_creation_input_tokens", 0).put("cache_read_input_tokens", 0);
            usage.put("output_tokens", 0);
            var event = Json.object().put("type", "message_start");
            event.set("message", message);
            blocks.event(event);
        }
    }

    private ObjectNode message(ArrayNode content) {
        var message = Json.object().put("id", "msg_" + Ids.of(opening));
        message.put("type", "message").put("role", "assistant");
        opening.names().on(message).set("content", content);
        return message.putNull("stop_reason").putNull("stop_sequence");
    }

    private void take(Part part) {
        if (part instanceof Part.Finished end) {
            finished = end;
            sayAll();
        } else if (waiting.isEmpty() && isItsTurn(part)) {
            say(part);
        } else {
            waiting.add(part);
            sayWhatMayBeSaid();
        }
    }

    private boolean isItsTurn(Part part) {
        var belongs = part instanceof Part.Arguments(var of, _) && of == call;
        return belongs || call < 0 || nesting.isComplete();
    }

    private void sayWhatMayBeSaid() {
        for (int at = 0; at < waiting.size(); ) {
            if (isItsTurn(waiting.get(at))) {
                say(waiting.remove(at));
                at = 0;
            } else {
                at++;
            }
        }
    }

    /// At the end an open call waits no longer for what is missing.
    private void sayAll() {
        sayWhatMayBeSaid();
        while (!waiting.isEmpty()) {
            close();
            sayWhatMayBeSaid();
        }
        close();
    }

    private void say(Part part) {
        switch (part) {
            case Part.Thought(var text) -> {
                if (isSigned) {
                    close();
                }
                enter("thinking");
                blocks.delta("thinking_delta", "thinking", text);
            }
            case Part.Signature(var text) -> {
                enter("thinking");
                isSigned = true;
                blocks.delta("signature_delta", "signature", text);
            }
            case Part.Redacted(var data) -> {
                close();
                blocks.start(Json.object().put("type", "redacted_thinking").put("data", data));
                close();
            }
            case Part.Text(var text) -> {
                enter("text");
                blocks.delta("text_delta", "text", text);
            }
            case Part.Refusal(var text) -> {
                isRefused = true;
                enter("text");
                blocks.delta("text_delta", "text", text);
            }
            case Part.Opened(var index, var id, var name) -> {
                close();
                blocks.start(use(id, name));
                call = index;
                hasCalls = true;
            }
            case Part.Arguments(var index, var text) when index == call -> {
                nesting.take(text);
                blocks.delta("input_json_delta", "partial_json", text);
            }
            // It was closed by force, or the provider went on after its end.
            case Part.Arguments _ -> {}
            case Part.Finished _ -> {}
        }
    }

    private void enter(String type) {
        if (!blocks.isIn(type)) {
            close();
            blocks.enter(type);
        }
    }

    private static ObjectNode use(String id, String name) {
        var use = Json.object().put("type", "tool_use").put("id", id).put("name", name);
        use.putObject("input");
        return use;
    }

    private void close() {
        blocks.close();
        call = -1;
        isSigned = false;
        nesting = new Nesting();
    }

    private Optional<String> metStop() {
        return finished.matched().filter(stops::contains);
    }

    private String stopReason() {
        return switch (finished.reason()) {
            case "length" -> "max_tokens";
            case "content_filter" -> "refusal";
            case "tool_calls", "function_call" -> hasCalls ? "tool_use" : "end_turn";
            default -> {
                if (isRefused) {
                    yield "refusal";
                }
                var ended = metStop().isPresent() ? "stop_sequence" : "end_turn";
                yield hasCalls ? "tool_use" : ended;
            }
        };
    }

    private ObjectNode stopped(ObjectNode target) {
        var reason = stopReason();
        var met = metStop().filter(_ -> reason.equals("stop_sequence"));
        return target.put("stop_reason", reason).put("stop_sequence", met.orElse(null));
    }

    /// Counts as Anthropic tells them: what was read from a cache is no part of the input.
    private static ObjectNode usage(Billed billed) {
        var counted = billed.usage();
        var usage = Json.object().put("input_tokens", counted.input());
        usage.put("cache_creation_input_tokens", 0);
        usage.put("cache_read_input_tokens", counted.cachedInput());
        usage.put("output_tokens", counted.output());
        usage.put("cost", billed.receipt().plainCost());
        Json.set(usage, "cost_details", billed.receipt().costDetails());
        return usage;
    }

    @Override
    public byte[] end(Billed billed) {
        begin();
        parts.rest().forEach(this::take);
        sayAll();
        var event = Json.object().put("type", "message_delta");
        stopped(event.putObject("delta"));
        event.set("usage", usage(billed));
        blocks.event(event);
        blocks.event(Json.object().put("type", "message_stop"));
        return blocks.taken();
    }

    @Override
    public byte[] failure(Fault fault, Optional<Billed> billed) {
        return AnthropicMessages.stopped(
                fault, opening.requestId(), billed.map(MessagesVoice::usage));
    }

    @Override
    public byte[] whole(Chunk answer, Billed billed) {
        var content = JsonNodeFactory.instance.arrayNode();
        for (var part : parts.read(answer)) {
            add(part, content);
        }
        var message = stopped(message(content));
        message.set("usage", usage(billed));
        return Json.write(message);
    }

    private void add(Part part, ArrayNode content) {
        var last = content.path(content.size() - 1);
        switch (part) {
            case Part.Thought(var text) ->
                    (isOf(last, "thinking") ? (ObjectNode) last : thinking(content))
                            .put("thinking", last.path("thinking").asText("") + text);
            case Part.Signature(var text) ->
                    (isOf(last, "thinking") ? (ObjectNode) last : thinking(content))
                            .put("signature", text);
            case Part.Redacted(var data) ->
                    content.addObject().put("type", "redacted_thinking").put("data", data);
            case Part.Text(var text) -> content.addObject().put("type", "text").put("text", text);
            case Part.Refusal(var text) -> {
                isRefused = true;
                content.addObject().put("type", "text").put("text", text);
            }
            case Part.Opened(_, var id, var name) -> {
                hasCalls = true;
                uses.add(use(id, name));
                content.add(uses.getLast());
            }
            case Part.Arguments(var index, var text) ->
                    // What cannot be read is handed on under a name that tells so.
                    uses.get(index)
                            .set(
                                    "input",
                                    Json.read(text)
                                            .orElseGet(() ->
                                                    Json.object().put("unreadable_json", text)));
            case Part.Finished end -> finished = end;
        }
    }

    private static ObjectNode thinking(ArrayNode content) {
        return content.addObject().put("type", "thinking").put("thinking", "").put("signature", "");
    }

    private static boolean isOf(JsonNode node, String type) {
        return node.path("type").asText().equals(type) && node.isObject();
    }
}
