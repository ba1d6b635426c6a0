package io.intertie.gateway.wire;

import static io.intertie.gateway.wire.ProviderWishes.NONE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A request to a model, read and checked as far as the market must understand it.
///
/// What is not known here stays in the text and reaches the provider as it came.
public record ModelRequest(
        Endpoint endpoint,
        RequestText text,
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

    private static final byte[] MODEL = ascii("\"model\":");
    private static final byte[] MAX_TOKENS = ascii("\"max_tokens\":");
    private static final byte[] STREAM_OPTIONS = ascii("\"stream_options\":");

    /// What a provider is told in our words, or is not told.
    private static final Set<String> OURS =
            Set.of(
                    "max_completion_tokens",
                    "max_tokens",
                    "model",
                    "price_window",
                    "provider",
                    SESSION,
                    "stream_options");

    /// Fields of other marketplaces that would change what a client gets or pays.
    private static final List<String> UNSUPPORTED =
            List.of("models", "route", "transforms", "plugins");

    /// Reads a body.
    ///
    /// @throws Problem if it is not a JSON object, or a field has the wrong shape
    public static ModelRequest read(Endpoint endpoint, byte[] bytes) {
        var text =
                (endpoint == Endpoint.EMBEDDINGS
                                ? RequestText.ofEmbeddings(bytes)
                                : RequestText.ofChat(bytes))
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemType.MALFORMED_JSON,
                                        "The body is not a valid JSON object. Nothing was"
                                                + " sent or charged."));
        return of(endpoint, text);
    }

    private static ModelRequest of(Endpoint endpoint, RequestText text) {
        var body = text.some();
        var model = body.path("model");
        if (!model.isTextual() || model.textValue().isBlank()) {
            throw fault("model", "'model' must name a model, such as 'author/model'.");
        }
        for (var name : UNSUPPORTED) {
            if (body.hasNonNull(name)) {
                throw fault(name, "'" + name + "' is not supported.");
            }
        }
        var wishes = ProviderWishes.isIn(body) ? ProviderWishes.of(text.json()) : NONE;
        return switch (endpoint) {
            case CHAT_COMPLETIONS -> chat(text, model.textValue(), wishes);
            case EMBEDDINGS -> embeddings(text, model.textValue(), wishes);
        };
    }

    private static ModelRequest chat(RequestText text, String model, ProviderWishes wishes) {
        var body = text.some();
        text.messages()
                .wrong()
                .ifPresent(wrong -> {
                    throw fault(wrong.field(), "'" + wrong.field() + "' must " + wrong.must());
                });
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
                text,
                model,
                flag(body, "stream"),
                InputSize.ofChat(text),
                asked,
                (int) choices,
                wishes);
    }

    private static ModelRequest embeddings(RequestText text, String model, ProviderWishes wishes) {
        var input = text.some().path("input");
        if (!isEmbeddable(input)) {
            throw fault("input", "'input' must be a string, strings, or lists of token numbers.");
        }
        return new ModelRequest(
                Endpoint.EMBEDDINGS,
                text,
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
        var field = text.some().path(SESSION);
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

    /// Whether a stream is to tell its usage: yes, unless the client has said no.
    public boolean wantsUsage() {
        return text.some().path("stream_options").path("include_usage").asBoolean(true);
    }

    /// All of the body, as a tree; must not be changed.
    public ObjectNode json() {
        return text.json();
    }

    /// The body for a provider: its own model name, our output limit, no field of the market's.
    public byte[] forUpstream(String upstreamModel, long outputTokensAtMost) {
        var front = new ByteArrayOutputStream(128);
        front.writeBytes(MODEL);
        front.writeBytes(Json.quoted(upstreamModel));
        front.write(',');
        if (endpoint == Endpoint.CHAT_COMPLETIONS) {
            front.writeBytes(MAX_TOKENS);
            front.writeBytes(ascii(Long.toString(outputTokensAtMost)));
            front.write(',');
        }
        if (streamed) {
            front.writeBytes(STREAM_OPTIONS);
            front.writeBytes(streamOptions());
            front.write(',');
        }
        return text.with(front.toByteArray(), OURS);
    }

    private byte[] streamOptions() {
        var options = Json.object();
        if (text.some().path("stream_options") instanceof ObjectNode asked) {
            options.setAll(asked);
        }
        return Json.write(options.put("include_usage", true));
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
