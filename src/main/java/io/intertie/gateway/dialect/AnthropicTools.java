package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;

/// Anthropic's tools and the choice of them, as a chat completion names them.
final class AnthropicTools {
    private AnthropicTools() {}

    static void write(Ask ask, ObjectNode chat) {
        var tools = ask.list("tools");
        for (int at = 0; at < tools.size(); at++) {
            var name = "tools[" + at + "]";
            Nodes.list(chat, "tools").add(tool(Ask.object(tools.get(at), name), name));
        }
        ask.object("tool_choice").ifPresent(choice -> choose(choice, chat));
    }

    private static ObjectNode tool(ObjectNode given, String name) {
        var type = given.path("type").asText("custom");
        if (!type.equals("custom")) {
            throw Ask.fault(
                    name + ".type",
                    "The tool '%s' is built into other models; describe your own with 'name' and"
                                    .formatted(type)
                            + " 'input_schema'.");
        }
        var function = Json.object().put("name", Ask.text(given.path("name"), name + ".name"));
        if (given.hasNonNull("description")) {
            function.put("description", Ask.text(given.path("description"), name + ".description"));
        }
        function.set("parameters", Ask.object(given.path("input_schema"), name + ".input_schema"));
        if (given.path("strict").isBoolean()) {
            function.set("strict", given.path("strict"));
        }
        var tool = Json.object().put("type", "function");
        tool.set("function", function);
        return tool;
    }

    private static void choose(ObjectNode choice, ObjectNode chat) {
        switch (choice.path("type").asText()) {
            case "auto" -> chat.put("tool_choice", "auto");
            case "any" -> chat.put("tool_choice", "required");
            case "none" -> chat.put("tool_choice", "none");
            case "tool" -> {
                var name = Ask.text(choice.path("name"), "tool_choice.name");
                var chosen = Json.object().put("type", "function");
                chosen.putObject("function").put("name", name);
                chat.set("tool_choice", chosen);
            }
            default ->
                    throw Ask.fault(
                            "tool_choice.type",
                            "'tool_choice.type' must be auto, any, tool or none.");
        }
        if (choice.path("disable_parallel_tool_use").asBoolean(false)) {
            chat.put("parallel_tool_calls", false);
        }
    }
}
