package io.intertie.gateway.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.CharTypes;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// JSON objects in and out; money is written in full, never as `1E-7`.
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build();

    private static final ObjectReader VALUES =
            MAPPER.readerFor(JsonNode.class)
                    .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// The object in the bytes, or empty if they hold anything else.
    public static Optional<ObjectNode> read(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    public static Optional<ObjectNode> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The value that a parser stands at.
    static JsonNode value(JsonParser parser) throws IOException {
        return VALUES.readTree(parser);
    }

    /// A text as JSON.
    public static byte[] quoted(String text) {
        return quote(new StringBuilder(text.length() + 16), text)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Adds a text as JSON.
    static StringBuilder quote(StringBuilder to, String text) {
        to.append('"');
        if (isPlain(text)) {
            to.append(text);
        } else {
            CharTypes.appendQuoted(to, text);
        }
        return to.append('"');
    }

    private static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++) {
            var c = text.charAt(at);
            if (c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /// Sets a field to a value that is JSON already.
    public static void set(ObjectNode object, String field, String json) {
        object.putRawValue(field, new RawValue(json));
    }

    public static byte[] write(ObjectNode object) {
        try {
            return MAPPER.writeValueAsBytes(object);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
