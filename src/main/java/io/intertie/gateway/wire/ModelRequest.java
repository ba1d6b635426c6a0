package io.intertie.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A request to a model, read and checked as far as the market must understand it.
///
/// What is not known here stays in `body` and reaches the provider as it came.
public record ModelRequest(
        Endpoint endpoint,
        ObjectNode body,
        String model,
        boolean streamed,
        InputSize input,
        OptionalLong outputTokensAsked,
        int choices,
        ProviderWishes wishes) {
    /// The most bytes that a body may have.
    public static final int LARGEST = 8 * 1024 * 1024;

    private static final int MOST_CHOICES = 128;
    private static final String SESSION = "session_id";
    private static final int LONGEST_SESSION = 256;

    /// Fields of other marketplaces that would change what a client gets or pays.
    private static final List<String> UNSUPPORTED =
            List.of("models", "route", "transforms", "plugins");

    /// Reads a body.
    ///
    /// @throws Problem if it is not a JSON object, or a field has the wrong shape
    public static ModelRequest read(Endpoint endpoint, byte[] bytes) {
        var body =
                Json.read(bytes)
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemType.MALFORMED_JSON,
                                        "The body is not a valid JSON object. Nothing was"
                                                + " sent or charged."));
        return of(endpoint, body);
    }

    private static ModelRequest of(Endpoint endpoint, ObjectNode body) {
        var model = body.path("model");
        if (!model.isTextual() || model.textValue().isBlank()) {
            throw fault("model", "'model' must name a model, such as 'author/model'.");
        }
        for (var name : UNSUPPORTED) {
            if (body.hasNonNull(name)) {
                throw fault(name, "'" + name + "' is not supported.");
            }
        }
        var wishes = ProviderWishes.of(body);
        return switch (endpoint) {
            case CHAT_COMPLETIONS -> chat(body, model.textValue(), wishes);
            case EMBEDDINGS -> embeddings(body, model.textValue(), wishes);
        };
    }

    private static ModelRequest chat(ObjectNode body, String model, ProviderWishes wishes) {
        checkMessages(body.path("messages"));
        var asked = positive(body, "max_completion_tokens");
        if (asked.isEmpty()) {
            asked = positive(body, "max_tokens");
        }
        var choices = positive(body, "n").orElse(1);
        if (choices > MOST_CHOICES) {
            throw fault("n", "'n' must be at most " + MOST_CHOICES + ".");
        }
        var options = body.path("stream_options");
        if (body.hasNonNull("stream_options") && !options.isObject()) {
            throw fault("stream_options", "'stream_options' must be an object.");
        }
        return new ModelRequest(
                Endpoint.CHAT_COMPLETIONS,
                body,
                model,
                flag(body, "stream"),
                InputSize.ofChat(body),
                asked,
                (int) choices,
                wishes);
    }

    private static void checkMessages(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw fault("messages", "'messages' must be a non-empty array.");
        }
        for (int at = 0; at < messages.size(); at++) {
            var message = messages.get(at);
            var name = "messages[" + at + "]";
            if (!message.isObject() || !message.path("role").isTextual()) {
                throw fault(name, "'" + name + "' must be an object with a 'role'.");
            }
            var content = message.path("content");
            if (content.isNumber() || content.isBoolean() || content.isObject()) {
                throw fault(
                        name + ".content", "'" + name + ".content' must be a string or an array.");
            }
        }
    }

    private static ModelRequest embeddings(ObjectNode body, String model, ProviderWishes wishes) {
        var input = body.path("input");
        if (!isEmbeddable(input)) {
            throw fault("input", "'input' must be a string, strings, or lists of token numbers.");
        }
        return new ModelRequest(
                Endpoint.EMBEDDINGS,
                body,
                model,
                false,
                InputSize.ofEmbeddings(input),
                OptionalLong.empty(),
                1,
                wishes);
    }

    private static boolean isEmbeddable(JsonNode input) {
        if (input.isTextual()) {
            return true;
        }
        if (!input.isArray() || input.isEmpty()) {
            return false;
        }
        for (var item : input) {
            var tokens = item.isArray() && !item.isEmpty() && item.get(0).isIntegralNumber();
            if (!item.isTextual() && !item.isIntegralNumber() && !tokens) {
                return false;
            }
        }
        return true;
    }

    private static OptionalLong positive(ObjectNode body, String name) {
        var value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalLong.empty();
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 1) {
            throw fault(name, "'" + name + "' must be a whole number above 0.");
        }
        return OptionalLong.of(value.longValue());
    }

    private static boolean flag(ObjectNode body, String name) {
        var value = body.path(name);
        if (value.isMissingNode() || value.isNull() || value.isBoolean()) {
            return value.asBoolean(false);
        }
        throw fault(name, "'" + name + "' must be true or false.");
    }

    private static Problem fault(String field, String fault) {
        return new Problem(
                ProblemType.INVALID_REQUEST,
                fault + " Nothing was sent or charged.",
                Map.of(field, fault));
    }

    /// What the client calls its conversation or its agent's task: `session_id`, or else what came
    /// as a header; an empty one is none.
    ///
    /// @throws Problem at `session_id` if it is not text of at most 256 characters
    public Optional<String> session(Optional<String> header) {
        var field = body.path(SESSION);
        var isAbsent = field.isMissingNode() || field.isNull();
        if (!isAbsent && !field.isTextual()) {
            throw fault(SESSION, "'session_id' must be a string.");
        }
        var id = (isAbsent ? header : Optional.of(field.textValue())).map(String::strip);
        if (id.filter(text -> text.length() > LONGEST_SESSION).isPresent()) {
            throw fault(
                    SESSION, "'session_id' must have at most " + LONGEST_SESSION + " characters.");
        }
        return id.filter(text -> !text.isEmpty());
    }

    /// The body for a provider: its own model name, our output limit, no field of the market's.
    public ObjectNode forUpstream(String upstreamModel, long outputTokensAtMost) {
        // A shallow copy: what lies deeper is not changed, and may be long.
        var sent = Json.object();
        sent.setAll(body);
        sent.put("model", upstreamModel);
        sent.remove(List.of("provider", "price_window", SESSION, "max_completion_tokens"));
        if (endpoint == Endpoint.CHAT_COMPLETIONS) {
            sent.put("max_tokens", outputTokensAtMost);
        }
        if (streamed) {
            var options = Json.object();
            if (body.path("stream_options") instanceof ObjectNode asked) {
                options.setAll(asked);
            }
            sent.set("stream_options", options.put("include_usage", true));
        }
        return sent;
    }
}
