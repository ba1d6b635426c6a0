package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The tools of a response and the choice of them, as a chat completion names them.
final class ResponsesTools {
    private static final List<String> FIELDS =
            List.of("name", "description", "parameters", "strict");

    private ResponsesTools() {}

    static void write(Ask ask, ObjectNode chat) {
        var tools = JsonNodeFactory.instance.arrayNode();
        var given = ask.list("tools");
        for (int at = 0; at < given.size(); at++) {
            var name = "tools[" + at + "]";
            tools.add(tool(Ask.object(given.get(at), name), name));
        }
        if (ask.has("tool_choice")) {
            tools = choose(ask.at("tool_choice"), tools, chat);
        }
        if (!tools.isEmpty()) {
            chat.set("tools", tools);
        }
    }

    private static ObjectNode tool(ObjectNode given, String name) {
        var type = given.path("type").asText();
        if (!type.equals("function")) {
            throw Ask.fault(
                    name + ".type",
                    "The tool '" + type + "' is not supported: a tool must be a 'function'.");
        }
        Ask.text(given.path("name"), name + ".name");
        return function(given);
    }

    private static ObjectNode function(ObjectNode given) {
        var tool = Json.object().put("type", "function");
        var function = tool.putObject("function");
        for (var field : FIELDS) {
            if (given.hasNonNull(field)) {
                function.set(field, given.path(field));
            }
        }
        return tool;
    }

    /// Sets the choice and returns the tools that it leaves.
    private static ArrayNode choose(JsonNode choice, ArrayNode tools, ObjectNode chat) {
        if (choice.isTextual()) {
            chat.set("tool_choice", choice);
            return tools;
        }
        return switch (choice.path("type").asText()) {
            case "function" -> {
                var name = Ask.text(choice.path("name"), "tool_choice.name");
                var chosen = chat.putObject("tool_choice").put("type", "function");
                chosen.putObject("function").put("name", name);
                yield tools;
            }
            case "allowed_tools" -> {
                chat.put("tool_choice", choice.path("mode").asText("auto"));
                yield allowed(tools, names(choice.path("tools")));
            }
            default ->
                    throw Ask.fault(
                            "tool_choice.type",
                            "'tool_choice' must be none, auto, required, a function or allowed"
                                    + " tools.");
        };
    }

    private static Set<String> names(JsonNode tools) {
        var names = new HashSet<String>();
        tools.forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }

    private static ArrayNode allowed(ArrayNode tools, Set<String> names) {
        var allowed = JsonNodeFactory.instance.arrayNode();
        for (var tool : tools) {
            if (names.contains(tool.at("/function/name").asText())) {
                allowed.add(tool);
            }
        }
        return allowed;
    }

    /// The tools as a response repeats them, with all fields that it must have.
    static ArrayNode echo(Ask ask) {
        var tools = JsonNodeFactory.instance.arrayNode();
        for (var given : ask.list("tools")) {
            var tool = tools.addObject().putNull("parameters").put("strict", false);
            tool.setAll((ObjectNode) given);
        }
        return tools;
    }
}
