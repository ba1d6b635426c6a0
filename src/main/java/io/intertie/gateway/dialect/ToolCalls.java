package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The tool calls of one choice, put right where a provider has them wrong.
///
/// **Always true** of what comes out: indexes are 0..n−1 in the order of opening; a call's `id`,
/// `type` and name come once, at its opening; nothing follows a complete object of arguments, and a
/// call without any has `{}`. A call whose name has not come yet is held back.
final class ToolCalls {
    private final String idStem;
    private final List<Call> calls = new ArrayList<>();
    private int last = -1;

    /// Calls without an id are named after the request.
    ToolCalls(String idStem) {
        this.idStem = idStem;
    }

    private static final class Call {
        final OptionalInt theirIndex;
        final StringBuilder held = new StringBuilder();
        final Nesting nesting = new Nesting();
        Optional<JsonNode> beside = Optional.empty();
        String id = "";
        String name = "";
        boolean isOpen;
        boolean isEmpty = true;

        Call(OptionalInt theirIndex) {
            this.theirIndex = theirIndex;
        }
    }

    /// One delta as it came, read once.
    private record Given(OptionalInt index, String id, String name, String arguments) {
        static Given read(JsonNode delta) {
            var index = delta.path("index");
            var function = delta.path("function");
            var arguments = function.path("arguments");
            return new Given(
                    index.canConvertToInt() && index.isIntegralNumber() && index.intValue() >= 0
                            ? OptionalInt.of(index.intValue())
                            : OptionalInt.empty(),
                    delta.path("id").asText("").strip(),
                    function.path("name").asText("").strip(),
                    arguments.isContainerNode() ? arguments.toString() : arguments.asText(""));
        }
    }

    /// Whether `{}` or a held call is still to come from [#rest].
    boolean isUnfinished() {
        return calls.stream().anyMatch(call -> !call.isOpen || call.isEmpty);
    }

    /// The deltas of a chunk as they should have been; perhaps none.
    ArrayNode take(JsonNode deltas) {
        var right = JsonNodeFactory.instance.arrayNode();
        for (var delta : deltas) {
            if (delta.isObject()) {
                take((ObjectNode) delta).ifPresent(right::add);
            }
        }
        return right;
    }

    private Optional<ObjectNode> take(ObjectNode delta) {
        var given = Given.read(delta);
        last = place(given);
        var call = calls.get(last);
        call.id = call.id.isEmpty() ? given.id : call.id;
        call.name = call.name.isEmpty() ? given.name : call.name;
        var mine = given.arguments.substring(0, call.nesting.take(given.arguments));
        call.isEmpty &= mine.isBlank();
        if (call.name.isEmpty()) {
            call.held.append(mine);
            call.beside = call.beside.or(() -> delta.optional("extra_content"));
            return Optional.empty();
        }
        if (!call.isOpen) {
            return Optional.of(opening(call, last, mine, delta));
        }
        if (mine.isEmpty() && !given.arguments.isEmpty() && !delta.has("extra_content")) {
            return Optional.empty();
        }
        var right = delta.deepCopy();
        right.put("index", last);
        right.remove(List.of("id", "type"));
        var function = Nodes.object(right, "function");
        function.remove("name");
        function.put("arguments", mine);
        return Optional.of(right);
    }

    /// Which call a delta belongs to; a new one where it opens one.
    private int place(Given given) {
        var known = find(given);
        if (known >= 0 && !isAnother(calls.get(known), given)) {
            return known;
        }
        calls.add(new Call(given.index));
        return calls.size() - 1;
    }

    private int find(Given given) {
        if (given.index.isEmpty()) {
            for (int at = 0; at < calls.size(); at++) {
                if (!given.id.isEmpty() && calls.get(at).id.equals(given.id)) {
                    return at;
                }
            }
            return last;
        }
        // The latest of an index is the one that goes on.
        for (int at = calls.size() - 1; at >= 0; at--) {
            var same = calls.get(at).theirIndex.equals(given.index);
            if (same && (given.id.isEmpty() || calls.get(at).id.equals(given.id))) {
                return at;
            }
        }
        for (int at = calls.size() - 1; at >= 0; at--) {
            if (calls.get(at).theirIndex.equals(given.index)) {
                return at;
            }
        }
        return -1;
    }

    /// Whether a delta that seems to continue a call opens another: it has a name, and another one
    /// or another id, and the call's arguments do not still wait for their end.
    private static boolean isAnother(Call call, Given given) {
        var sameId = !given.id.isEmpty() && call.id.equals(given.id);
        var otherId = !given.id.isEmpty() && !call.id.isEmpty() && !sameId;
        var isNamed = !given.name.isEmpty();
        var otherName = isNamed && !call.name.isEmpty() && !call.name.equals(given.name);
        var opensAnew = otherName || (isNamed && call.nesting.isComplete());
        return opensAnew && (given.index.isPresent() ? otherId : !sameId);
    }

    private ObjectNode opening(Call call, int index, String arguments, ObjectNode delta) {
        call.isOpen = true;
        if (call.id.isEmpty()) {
            call.id = "call_" + idStem + index;
        }
        var right = delta.deepCopy();
        right.put("index", index);
        right.put("id", call.id);
        right.put("type", "function");
        var function = Nodes.object(right, "function");
        function.put("name", call.name);
        function.put("arguments", call.held + arguments);
        call.beside.ifPresent(said -> right.putIfAbsent("extra_content", said));
        return right;
    }

    /// What must be said before the answer ends: calls that were held back, arguments that are
    /// empty.
    ArrayNode rest() {
        var rest = JsonNodeFactory.instance.arrayNode();
        for (int at = 0; at < calls.size(); at++) {
            var call = calls.get(at);
            var arguments = call.isEmpty ? "{}" : "";
            call.isEmpty = false;
            if (!call.isOpen) {
                rest.add(opening(call, at, arguments, Json.object()));
            } else if (!arguments.isEmpty()) {
                var delta = Json.object().put("index", at);
                delta.putObject("function").put("arguments", arguments);
                rest.add(delta);
            }
        }
        return rest;
    }

    /// The calls of a message that is not streamed, which has no indexes.
    static ArrayNode whole(JsonNode calls, String idStem) {
        var right = JsonNodeFactory.instance.arrayNode();
        for (var given : calls) {
            if (!given.isObject()) {
                continue;
            }
            var one = new ToolCalls(idStem + right.size() + "_");
            var alone = ((ObjectNode) given).deepCopy();
            alone.remove("index");
            var opened = one.take(JsonNodeFactory.instance.arrayNode().add(alone));
            var rest = one.rest();
            var call = (ObjectNode) (opened.isEmpty() ? rest : opened).get(0);
            if (!opened.isEmpty() && !rest.isEmpty()) {
                Nodes.object(call, "function").put("arguments", "{}");
            }
            call.remove("index");
            right.add(call);
        }
        return right;
    }
}
