package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Chunk;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Passes chunks on under the market's names, and writes anew only those that are wrong.
final class ChatVoice implements Voice {
    private final Opening opening;
    private final Chunk.Label label;
    private final Map<Integer, Choice> choices = new HashMap<>();
    private @Nullable Chunk last;

    ChatVoice(Opening opening) {
        this.opening = opening;
        label = opening.names().label();
    }

    /// What was said of one choice so far.
    private static final class Choice {
        final ToolCalls calls;
        boolean hasRole;

        Choice(String idStem) {
            calls = new ToolCalls(idStem);
        }
    }

    private Choice choice(int index) {
        // The first choice's calls are named after the request, further ones after their choice
        // too.
        return choices.computeIfAbsent(
                index, at -> new Choice(Ids.of(opening) + (at == 0 ? "" : at + "_")));
    }

    @Override
    public byte[] chunk(Chunk chunk) {
        if (chunk.isError() || chunk.choices() == 0) {
            return Frames.NONE;
        }
        last = chunk;
        if (isRight(chunk)) {
            return Frames.framed(chunk.labelled(label).orElseGet(() -> Json.write(named(chunk))));
        }
        var right = corrected(chunk);
        if (right.equals(chunk.json())) {
            return Frames.framed(chunk.labelled(label).orElseGet(() -> Json.write(named(chunk))));
        }
        right.remove("usage");
        return Sse.frame(opening.names().on(right));
    }

    private ObjectNode named(Chunk chunk) {
        var json = chunk.json().deepCopy();
        json.remove("usage");
        return opening.names().on(json);
    }

    /// Whether a glance shows that nothing is wrong with a chunk; notes its role.
    private boolean isRight(Chunk chunk) {
        if (chunk.choices() != 1 || !chunk.hasHead() || chunk.hasToolCalls()) {
            return false;
        }
        var choice = choice(chunk.choice());
        if (chunk.finishReason().isPresent() && choice.calls.isUnfinished()) {
            return false;
        }
        choice.hasRole |= chunk.hasRoles();
        return choice.hasRole;
    }

    private ObjectNode corrected(Chunk chunk) {
        var right = headed(chunk.json().deepCopy(), "chat.completion.chunk");
        for (var given : right.path("choices")) {
            if (given instanceof ObjectNode choice) {
                correct(choice);
            }
        }
        return right;
    }

    private ObjectNode headed(ObjectNode reply, String object) {
        if (!reply.hasNonNull("id")) {
            reply.put("id", "chatcmpl-" + Ids.of(opening));
        }
        if (!reply.hasNonNull("object")) {
            reply.put("object", object);
        }
        if (!reply.hasNonNull("created")) {
            reply.put("created", opening.at().getEpochSecond());
        }
        return reply;
    }

    private void correct(ObjectNode given) {
        var choice = choice(given.path("index").asInt(0));
        var delta = Nodes.object(given, "delta");
        if (!choice.hasRole && !delta.path("role").isTextual()) {
            delta.put("role", "assistant");
        }
        choice.hasRole = true;
        if (!given.has("finish_reason")) {
            given.putNull("finish_reason");
        }
        var calls = choice.calls.take(delta.path("tool_calls"));
        if (given.path("finish_reason").isTextual()) {
            calls.addAll(choice.calls.rest());
        }
        if (!calls.isEmpty()) {
            delta.set("tool_calls", calls);
        } else if (delta.path("tool_calls").size() > 0) {
            delta.remove("tool_calls");
        }
    }

    @Override
    public byte[] end(Billed billed) {
        var frames = new Frames();
        choices.forEach((index, choice) -> {
            if (choice.calls.isUnfinished()) {
                frames.data(unsaid(index, choice.calls.rest()));
            }
        });
        if (opening.wantsUsage()) {
            frames.data(opening.names().usageChunk(head(), OpenAi.usage(billed)));
        }
        return frames.add(Sse.done()).bytes();
    }

    /// A chunk for what a stream without a finish reason has left open.
    private ObjectNode unsaid(int index, ArrayNode calls) {
        var chunk = opening.names().on(head());
        var choice = chunk.putArray("choices").addObject().put("index", index);
        choice.putObject("delta").set("tool_calls", calls);
        choice.putNull("finish_reason");
        return chunk;
    }

    private ObjectNode head() {
        var head = Json.object();
        if (last != null) {
            for (var name : new String[] {"id", "object", "created"}) {
                head.set(name, last.json().path(name));
            }
        }
        return headed(head, "chat.completion.chunk");
    }

    @Override
    public byte[] failure(Fault fault, Optional<Billed> billed) {
        return OpenAi.stopped(fault, billed);
    }

    @Override
    public byte[] whole(Chunk answer, Billed billed) {
        var usage = OpenAi.usage(billed);
        if (answer.hasHead() && !answer.hasToolCalls()) {
            var spliced = answer.labelled(label.with(usage));
            if (spliced.isPresent()) {
                return spliced.get();
            }
        }
        var body = headed(answer.json().deepCopy(), "chat.completion");
        for (var choice : body.path("choices")) {
            if (choice.path("message") instanceof ObjectNode message) {
                correct(message, choice);
            }
        }
        Json.set(body, "usage", usage);
        return Json.write(opening.names().on(body));
    }

    private void correct(ObjectNode message, JsonNode choice) {
        if (message.path("tool_calls").size() > 0) {
            var stem = Ids.of(opening) + choice.path("index").asInt(0) + "_";
            message.set("tool_calls", ToolCalls.whole(message.path("tool_calls"), stem));
        }
    }
}
