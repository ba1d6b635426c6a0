package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// OpenAI's responses, of which none is kept: each request brings its whole conversation along.
final class OpenAiResponses extends OpenAi {
    /// What is read here, or has no meaning for a provider.
    private static final Set<String> KNOWN =
            Set.of(
                    "input",
                    "instructions",
                    "messages",
                    "tools",
                    "tool_choice",
                    "text",
                    "response_format",
                    "reasoning",
                    "max_output_tokens",
                    "max_tokens",
                    "max_completion_tokens",
                    "metadata",
                    "store",
                    "previous_response_id",
                    "background",
                    "conversation",
                    "include",
                    "truncation",
                    "stream",
                    "stream_options",
                    "max_tool_calls",
                    "top_logprobs",
                    "n");

    private static final String KEPT = "nothing is kept; send the whole conversation as 'input'.";

    private static final Map<String, String> REFUSED =
            Map.of(
                    "previous_response_id", KEPT,
                    "conversation", KEPT,
                    "prompt", "there are no stored prompts; send 'instructions' and 'input'.",
                    "context_management", "send the conversation that the model is to read.",
                    "messages", "say 'input' instead.",
                    "response_format", "say 'text.format' instead.",
                    "max_tokens", "say 'max_output_tokens' instead.",
                    "max_completion_tokens", "say 'max_output_tokens' instead.",
                    "n", "a response has one answer.");

    @Override
    public Reading read(byte[] body) {
        var ask = Ask.read(body);
        check(ask);
        var chat = ask.others(KNOWN);
        chat.set("messages", ResponsesInput.messages(ask));
        chat.put("stream", ask.flag("stream", false));
        ask.copy(chat, Map.of("max_output_tokens", "max_completion_tokens"));
        ResponsesTools.write(ask, chat);
        ask.object("reasoning")
                .map(reasoning -> reasoning.path("effort"))
                .filter(JsonNode::isTextual)
                .ifPresent(effort -> chat.set("reasoning_effort", effort));
        ask.object("text").ifPresent(text -> format(text, chat));
        var echo = echo(ask);
        return new Reading(Json.write(chat), opening -> new ResponsesVoice(opening, echo));
    }

    private static void check(Ask ask) {
        REFUSED.forEach(ask::refuse);
        ask.flag("store", false);
        if (ask.flag("background", false)) {
            throw Ask.fault("background", "'background' is not supported: nothing is kept.");
        }
        if (ask.at("top_logprobs").asInt(0) > 0) {
            throw Ask.fault(
                    "top_logprobs", "Ask for 'top_logprobs' at /v1/chat/completions instead.");
        }
        for (var wish : ask.list("include")) {
            if (wish.asText().equals("message.output_text.logprobs")) {
                throw Ask.fault("include", "Ask for 'logprobs' at /v1/chat/completions instead.");
            }
        }
    }

    private static void format(ObjectNode text, ObjectNode chat) {
        if (text.hasNonNull("verbosity")) {
            chat.set("verbosity", text.path("verbosity"));
        }
        if (!text.hasNonNull("format")) {
            return;
        }
        var format = Ask.object(text.path("format"), "text.format");
        switch (format.path("type").asText()) {
            case "text" -> {}
            case "json_object" -> chat.putObject("response_format").put("type", "json_object");
            case "json_schema" -> {
                var schema = format.deepCopy();
                schema.remove("type");
                chat.putObject("response_format")
                        .put("type", "json_schema")
                        .set("json_schema", schema);
            }
            default ->
                    throw Ask.fault(
                            "text.format.type",
                            "'text.format.type' must be text, json_object or json_schema.");
        }
    }

    /// What a response repeats of its request.
    private static ObjectNode echo(Ask ask) {
        var echo = Json.object();
        for (var name :
                new String[] {
                    "instructions",
                    "max_output_tokens",
                    "max_tool_calls",
                    "temperature",
                    "top_p",
                    "prompt_cache_key",
                    "safety_identifier"
                }) {
            echo.set(name, ask.has(name) ? ask.at(name) : null);
        }
        ask.copy(echo, Map.of("user", "user", "service_tier", "service_tier"));
        echo.put("background", false).put("store", false).putNull("previous_response_id");
        echo.put("truncation", "disabled").put("top_logprobs", 0);
        echo.put("parallel_tool_calls", ask.flag("parallel_tool_calls", true));
        echo.set("metadata", ask.object("metadata").orElseGet(Json::object));
        echo.set("tools", ResponsesTools.echo(ask));
        echo.set(
                "tool_choice",
                ask.has("tool_choice") ? ask.at("tool_choice") : TextNode.valueOf("auto"));
        var reasoning = echo.putObject("reasoning").putNull("effort").putNull("summary");
        ask.object("reasoning").ifPresent(reasoning::setAll);
        var text = echo.putObject("text");
        text.putObject("format").put("type", "text");
        ask.object("text").ifPresent(text::setAll);
        return echo;
    }

    @Override
    public byte[] failure(Fault fault, UUID requestId) {
        return new Frames().event(error(fault).put("sequence_number", 0)).bytes();
    }

    static ObjectNode error(Fault fault) {
        return Json.object()
                .put("type", "error")
                .put("code", fault.code())
                .put("message", fault.message())
                .put("param", fault.param().orElse(null));
    }
}
