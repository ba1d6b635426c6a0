package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Anthropic's messages.
final class AnthropicMessages implements Dialect {
    private static final byte[] PING =
            "event: ping\ndata: {\"type\":\"ping\"}\n\n".getBytes(StandardCharsets.US_ASCII);

    /// What is read here, or has no meaning for a provider.
    private static final Set<String> KNOWN =
            Set.of(
                    "model",
                    "max_tokens",
                    "max_completion_tokens",
                    "messages",
                    "system",
                    "tools",
                    "tool_choice",
                    "stop_sequences",
                    "metadata",
                    "thinking",
                    "output_config",
                    "output_format",
                    "cache_control",
                    "service_tier",
                    "stream",
                    "stream_options");

    private static final Map<String, String> REFUSED =
            Map.of(
                    "container", "there is no container to run in.",
                    "mcp_servers", "the model's provider calls no servers.",
                    "context_management", "send the messages that the model is to read.",
                    "inference_geo", "say 'provider.countries' instead.",
                    "n", "a message has one answer.");

    /// From this many tokens on, thinking counts as of medium, and of high, effort.
    private static final int MEDIUM = 4_096;

    private static final int HIGH = 16_384;

    @Override
    public Reading read(byte[] body) {
        var ask = Ask.read(body);
        if (!ask.at("max_tokens").isIntegralNumber()) {
            throw Ask.fault("max_tokens", "'max_tokens' is required, a whole number above 0.");
        }
        var chat = chat(ask);
        chat.set("max_tokens", ask.at("max_tokens"));
        var stops = stops(ask);
        return new Reading(Json.write(chat), opening -> new MessagesVoice(opening, stops));
    }

    /// The chat completion that a request to count tokens speaks of.
    static byte[] counted(byte[] body) {
        return Json.write(chat(Ask.read(body)));
    }

    private static ObjectNode chat(Ask ask) {
        REFUSED.forEach(ask::refuse);
        var chat = ask.others(KNOWN);
        chat.put("model", ask.text("model").orElse(""));
        chat.set("messages", AnthropicInput.messages(ask));
        chat.put("stream", ask.flag("stream", false));
        var stops = stops(ask);
        if (!stops.isEmpty()) {
            stops.forEach(chat.putArray("stop")::add);
        }
        ask.object("metadata")
                .map(metadata -> metadata.path("user_id"))
                .filter(JsonNode::isTextual)
                .ifPresent(user -> chat.set("user", user));
        AnthropicTools.write(ask, chat);
        ask.object("thinking").ifPresent(thinking -> think(thinking, chat));
        ask.object("output_config").ifPresent(config -> configure(config, chat));
        ask.object("output_format").ifPresent(format -> format(format, chat));
        return chat;
    }

    private static List<String> stops(Ask ask) {
        var stops = new ArrayList<String>();
        for (var stop : ask.list("stop_sequences")) {
            stops.add(Ask.text(stop, "stop_sequences"));
        }
        return stops;
    }

    private static void think(ObjectNode thinking, ObjectNode chat) {
        switch (thinking.path("type").asText()) {
            case "enabled" -> {
                var budget = thinking.path("budget_tokens");
                if (!budget.canConvertToInt() || budget.intValue() < 1) {
                    throw Ask.fault(
                            "thinking.budget_tokens",
                            "'thinking.budget_tokens' must be a whole number above 0.");
                }
                chat.putObject("reasoning").put("max_tokens", budget.intValue());
                chat.put("reasoning_effort", effort(budget.intValue()));
            }
            case "adaptive" -> chat.putObject("reasoning").put("enabled", true);
            case "disabled" -> chat.putObject("reasoning").put("enabled", false);
            default ->
                    throw Ask.fault(
                            "thinking.type",
                            "'thinking.type' must be enabled, adaptive or disabled.");
        }
    }

    private static String effort(int budget) {
        return budget < MEDIUM ? "low" : budget < HIGH ? "medium" : "high";
    }

    private static void configure(ObjectNode config, ObjectNode chat) {
        if (config.hasNonNull("effort")) {
            chat.put("reasoning_effort", Ask.text(config.path("effort"), "output_config.effort"));
        }
        if (config.hasNonNull("format")) {
            format(Ask.object(config.path("format"), "output_config.format"), chat);
        }
    }

    private static void format(ObjectNode format, ObjectNode chat) {
        if (!format.path("type").asText().equals("json_schema")) {
            throw Ask.fault("output_config.format", "The output's format must be 'json_schema'.");
        }
        var schema = Nodes.object(chat, "response_format").put("type", "json_schema");
        schema.putObject("json_schema")
                .put("name", "answer")
                .put("strict", true)
                .set("schema", format.path("schema"));
    }

    @Override
    public Map<String, String> headers(UUID requestId) {
        return Map.of("request-id", requestId.toString(), "x-request-id", requestId.toString());
    }

    @Override
    public byte[] refusal(Fault fault, UUID requestId) {
        return Json.write(error(fault, requestId));
    }

    @Override
    public byte[] failure(Fault fault, UUID requestId) {
        return stopped(fault, requestId, Optional.empty());
    }

    static byte[] stopped(Fault fault, UUID requestId, Optional<ObjectNode> usage) {
        var event = error(fault, requestId);
        usage.ifPresent(charged -> event.set("usage", charged));
        return new Frames().event(event).bytes();
    }

    private static ObjectNode error(Fault fault, UUID requestId) {
        var body = Json.object().put("type", "error");
        body.putObject("error")
                .put("type", type(fault.type().status()))
                .put("message", fault.message())
                .put("code", fault.code());
        return body.put("request_id", requestId.toString());
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            case 504 -> "timeout_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    @Override
    public byte[] ping() {
        return PING.clone();
    }
}
