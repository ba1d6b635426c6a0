package io.intertie.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tools a request offers, and which of them the sandbox calls.
///
/// It calls what the last user message names, in the order of naming; the first tool where the
/// message asks for some tool without a name or `tool_choice` requires one; else none.
record Toolbox(List<Tool> tools) {
    private static final Pattern ASKED =
            Pattern.compile(
                    "\\b(?:call|use|run|invoke)\\b[^.!?]{0,40}\\b(?:tool|function)s?\\b",
                    Pattern.CASE_INSENSITIVE);

    Toolbox {
        tools = List.copyOf(tools);
    }

    static Toolbox of(JsonNode offered) {
        if (!offered.isMissingNode() && !offered.isNull() && !offered.isArray()) {
            throw Problem.badRequest("tools", "'tools' must be an array.");
        }
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : offered) {
            JsonNode function = tool.path("function");
            JsonNode name = function.path("name");
            if (!tool.path("type").asText().equals("function") || !name.isTextual()) {
                throw Problem.badRequest("tools", "The sandbox calls named functions only.");
            }
            tools.add(new Tool(name.textValue(), function.path("parameters")));
        }
        return new Toolbox(tools);
    }

    /// @param ask the last user message, empty when something came after it
    List<Tool> called(JsonNode choice, String ask, boolean parallel) {
        if (choice.isObject()) {
            return List.of(named(choice.path("function").path("name").asText()));
        }
        return switch (choice.asText("auto")) {
            case "none" -> List.of();
            case "required" -> {
                if (tools.isEmpty()) {
                    throw refused("requires a tool, and none is offered");
                }
                List<Tool> asked = asked(ask, parallel);
                yield asked.isEmpty() ? List.of(tools.getFirst()) : asked;
            }
            case "auto", "null", "" -> asked(ask, parallel);
            default -> throw refused("is auto, none, required or a function");
        };
    }

    private List<Tool> asked(String ask, boolean parallel) {
        record Mention(Tool tool, int position) {}
        List<Tool> mentioned =
                tools.stream()
                        .flatMap(tool ->
                                position(tool, ask).stream().mapToObj(at -> new Mention(tool, at)))
                        .sorted(Comparator.comparingInt(Mention::position))
                        .map(Mention::tool)
                        .toList();
        if (!mentioned.isEmpty()) {
            return parallel ? mentioned : List.of(mentioned.getFirst());
        }
        boolean some = !tools.isEmpty() && ASKED.matcher(ask).find();
        return some ? List.of(tools.getFirst()) : List.of();
    }

    private static OptionalInt position(Tool tool, String ask) {
        Matcher mention =
                Pattern.compile("(?<![\\w-])" + Pattern.quote(tool.name()) + "(?![\\w-])")
                        .matcher(ask);
        return mention.find() ? OptionalInt.of(mention.start()) : OptionalInt.empty();
    }

    private Tool named(String name) {
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> refused("names a function that is not offered"));
    }

    private static Problem refused(String why) {
        return Problem.badRequest("tool_choice", "'tool_choice' " + why + ".");
    }
}
