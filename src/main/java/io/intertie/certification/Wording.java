package io.intertie.certification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What is said to a model: fixed texts, so that runs can be compared.
final class Wording {
    static final String TOOL = "price_at";

    /// A text of known length: [#PASSAGE_TOKENS] by `o200k_base` (`ShownTest`).
    static final String PASSAGE =
            """
            A power grid has to balance what is generated and what is used at every moment. \
            When the wind blows at night and few machines run, electricity is cheap, and work \
            that can wait is best done then. When everybody cooks in the evening, each \
            kilowatt-hour is dear, and a data center that can pause helps the whole region. \
            A market for inference carries such prices to whoever buys tokens, so that patient \
            work moves to the hours and to the places where power is in plenty.\
            """;

    static final int PASSAGE_TOKENS = 98;

    private static final String SHORT = "Write about power grids.";

    private final Subject subject;

    Wording(Subject subject) {
        this.subject = subject;
    }

    /// A short request of the model's kind.
    ObjectNode plain(int outputTokens) {
        return subject.isChat() ? chat(SHORT, outputTokens) : embedding(SHORT);
    }

    /// The same with a passage more to read.
    ObjectNode withPassage(int outputTokens) {
        var text = SHORT + " " + PASSAGE;
        return subject.isChat() ? chat(text, outputTokens) : embedding(text);
    }

    ObjectNode streamed(int outputTokens) {
        var body = chat(SHORT, outputTokens).put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        return body;
    }

    /// Requires a call of [#TOOL] with a text `zone`.
    ObjectNode tool() {
        var body = chat("Look up the price of electricity in Berlin.", 256);
        var function = body.putArray("tools").addObject().put("type", "function");
        var tool = function.putObject("function").put("name", TOOL);
        tool.put("description", "The price of electricity in a zone.");
        tool.set("parameters", schema("{'zone':{'type':'string'}}", "['zone']"));
        var choice = body.putObject("tool_choice").put("type", "function");
        choice.putObject("function").put("name", TOOL);
        return body;
    }

    /// Requires an object with a text `zone` and an integer `hour`.
    ObjectNode json() {
        var body = chat("Name a zone and an hour in which electricity is cheap.", 256);
        var format = body.putObject("response_format").put("type", "json_schema");
        var named = format.putObject("json_schema").put("name", "cheap_hour").put("strict", true);
        named.set(
                "schema",
                schema("{'zone':{'type':'string'},'hour':{'type':'integer'}}", "['zone','hour']"));
        return body;
    }

    private static JsonNode schema(String properties, String required) {
        var text =
                "{'type':'object','properties':%s,'required':%s,'additionalProperties':false}"
                        .formatted(properties, required);
        return Reply.parsed(text.replace('\'', '"'));
    }

    private ObjectNode chat(String text, int outputTokens) {
        var body = named();
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        return body.put("max_tokens", Math.min(outputTokens, subject.listing().maxOutputTokens()));
    }

    private ObjectNode embedding(String text) {
        return named().put("input", text);
    }

    /// A request that says nothing to answer.
    ObjectNode named() {
        return Reply.JSON.createObjectNode().put("model", subject.listing().upstreamModel());
    }
}
