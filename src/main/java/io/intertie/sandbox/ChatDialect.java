package io.intertie.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.sandbox.Behaviour.Setting;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// `/v1/chat/completions`.
final class ChatDialect implements Dialect {
    private static final Set<String> ROLES =
            Set.of("developer", "system", "user", "assistant", "tool", "function");

    @Override
    public Ask read(Fields body, String behaviourHeader) {
        SandboxModel model = SandboxModel.writing(body.requiredText("model"));
        body.onlyOneChoice();
        JsonNode messages = body.at("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw Problem.badRequest("messages", "'messages' must be a non-empty array.");
        }
        Seed seed = new Seed().add(model.id());
        int tokens = Prompt.REPLY_TOKENS;
        String lastUserText = "";
        boolean userSpokeLast = false;
        for (JsonNode message : messages) {
            String role = message.path("role").asText();
            if (!ROLES.contains(role)) {
                throw Problem.badRequest("messages", "A message has no known 'role'.");
            }
            List<String> texts = Prompt.texts(message);
            seed.add(role);
            texts.forEach(seed::add);
            tokens += Prompt.tokens(role, texts);
            userSpokeLast = role.equals("user");
            if (userSpokeLast) {
                lastUserText = String.join("\n", texts);
            }
        }
        Behaviour behaviour = Behaviour.of(behaviourHeader, lastUserText);
        return new Ask(
                model,
                seed.value(),
                tokens,
                body.flag("stream", false),
                body.usageWanted(),
                limit(body),
                wish(body, userSpokeLast ? lastUserText : "", behaviour),
                behaviour);
    }

    private static OptionalInt limit(Fields body) {
        OptionalInt limit = body.positive("max_completion_tokens");
        return limit.isPresent() ? limit : body.positive("max_tokens");
    }

    private static Wish wish(Fields body, String ask, Behaviour behaviour) {
        List<Tool> called = behaviour.asks(Setting.NO_TOOLS) ? List.of() : called(body, ask);
        if (!called.isEmpty()) {
            return new Wish.Calls(called);
        }
        JsonNode format = body.at("response_format");
        String wanted = format.path("type").asText("text");
        return switch (behaviour.asks(Setting.PROSE) ? "text" : wanted) {
            case "text" -> new Wish.Words();
            case "json_object" -> new Wish.JsonText(anyObject());
            case "json_schema" -> {
                JsonNode schema = format.path("json_schema").path("schema");
                if (!schema.isObject()) {
                    throw Problem.badRequest(
                            "response_format", "'json_schema.schema' must be an object.");
                }
                yield new Wish.JsonText(schema);
            }
            default ->
                    throw Problem.badRequest(
                            "response_format",
                            "'response_format' is text, json_object or json_schema.");
        };
    }

    private static List<Tool> called(Fields body, String ask) {
        return Toolbox.of(body.at("tools"))
                .called(body.at("tool_choice"), ask, body.flag("parallel_tool_calls", true));
    }

    private static ObjectNode anyObject() {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("sandbox").put("const", true);
        properties.putObject("bands").put("type", "integer");
        properties.putObject("note").put("type", "string");
        return schema;
    }

    @Override
    public String idPrefix() {
        return "chatcmpl-";
    }

    @Override
    public String wholeName() {
        return "chat.completion";
    }

    @Override
    public String chunkName() {
        return "chat.completion.chunk";
    }

    @Override
    public Optional<ObjectNode> opening(boolean callsTools) {
        ObjectNode delta = Json.object().put("role", "assistant");
        delta.put("content", callsTools ? null : "").putNull("refusal");
        return Optional.of(choice(delta, Optional.empty()));
    }

    @Override
    public ObjectNode delta(Part part) {
        ObjectNode delta = Json.object();
        switch (part) {
            case Part.Word word -> delta.put("content", word.text());
            case Part.CallOpened call -> {
                ObjectNode opened = delta.putArray("tool_calls").addObject();
                opened.put("index", call.index()).put("id", call.id()).put("type", "function");
                opened.putObject("function").put("name", call.name()).put("arguments", "");
            }
            case Part.CallWord word ->
                    delta.putArray("tool_calls")
                            .addObject()
                            .put("index", word.index())
                            .putObject("function")
                            .put("arguments", word.text());
        }
        return choice(delta, Optional.empty());
    }

    @Override
    public ObjectNode closing(String finishReason) {
        return choice(Json.object(), Optional.of(finishReason));
    }

    private static ObjectNode choice(ObjectNode delta, Optional<String> finishReason) {
        ObjectNode choice = Json.object().put("index", 0);
        choice.set("delta", delta);
        return choice.putNull("logprobs").put("finish_reason", finishReason.orElse(null));
    }

    @Override
    public ObjectNode whole(Reply reply) {
        ObjectNode choice = Json.object().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        List<Part.CallOpened> calls = reply.calls();
        message.put("content", calls.isEmpty() ? reply.text() : null).putNull("refusal");
        if (!calls.isEmpty()) {
            ArrayNode list = message.putArray("tool_calls");
            for (Part.CallOpened call : calls) {
                list.addObject()
                        .put("id", call.id())
                        .put("type", "function")
                        .putObject("function")
                        .put("name", call.name())
                        .put("arguments", reply.arguments(call.index()));
            }
        }
        choice.putNull("logprobs").put("finish_reason", reply.finishReason().orElse(null));
        return choice;
    }
}
