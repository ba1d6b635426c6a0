package io.intertie.gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A client's body as it came: where its fields begin, the short ones as a tree, and of the
/// messages what the market must know of them.
///
/// A prompt may be long and is none of the market's business, so it is looked over once, where it
/// lies; nothing is built of it unless somebody asks for [#json].
final class RequestText {
    private static final JsonFactory FACTORY = new JsonFactory();

    /// The fields of which a tree is built.
    private static final Set<String> SHORT =
            Set.of(
                    "max_completion_tokens",
                    "max_tokens",
                    "model",
                    "models",
                    "n",
                    "plugins",
                    "price_window",
                    "prompt_cache_key",
                    "provider",
                    "route",
                    "session_id",
                    "stream",
                    "stream_options",
                    "transforms");

    /// Beside the messages these become part of the prompt.
    private static final Set<String> PROMPTING =
            Set.of("functions", "response_format", "tool_choice", "tools");

    private final byte[] bytes;
    private final JsonParser parser;
    private final Set<String> read;
    private final List<Field> fields = new ArrayList<>(8);
    private final ObjectNode some = Json.object();
    private MessageScan messages = MessageScan.NONE;
    private long promptingBytes;
    private int close;
    private boolean twice;
    private @Nullable ObjectNode json;

    /// A field, and where its name begins.
    private record Field(String name, int from) {}

    private RequestText(byte[] bytes, JsonParser parser, Set<String> read) {
        this.bytes = bytes;
        this.parser = parser;
        this.read = read;
    }

    /// Looks over a chat's body; empty if it is anything but one JSON object.
    static Optional<RequestText> ofChat(byte[] bytes) {
        return of(bytes, SHORT);
    }

    /// The same for embeddings, whose `input` is read, too.
    static Optional<RequestText> ofEmbeddings(byte[] bytes) {
        var read = new HashSet<>(SHORT);
        read.add("input");
        return of(bytes, read);
    }

    private static Optional<RequestText> of(byte[] bytes, Set<String> read) {
        // Another encoding, or a field that is there twice, is written anew first: so nobody behind
        // us reads another body than we did.
        var isPlain = bytes.length > 1 && bytes[0] == '{' && bytes[1] != 0;
        var text = isPlain ? scanned(bytes, read) : anew(bytes, read);
        return text.filter(one -> one.twice).isPresent() ? anew(bytes, read) : text;
    }

    private static Optional<RequestText> anew(byte[] bytes, Set<String> read) {
        return Json.read(bytes).flatMap(json -> scanned(Json.write(json), read));
    }

    private static Optional<RequestText> scanned(byte[] bytes, Set<String> read) {
        try (var parser = FACTORY.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            var text = new RequestText(bytes, parser, read);
            text.top();
            text.close = (int) parser.currentTokenLocation().getByteOffset();
            return parser.nextToken() == null ? Optional.of(text) : Optional.empty();
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    private void top() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var from = (int) parser.currentTokenLocation().getByteOffset();
            fields.add(new Field(name, from));
            var token = parser.nextToken();
            if (read.contains(name)) {
                twice |= some.has(name);
                some.set(name, Json.value(parser));
            } else if (name.equals("messages")) {
                twice |= messages != MessageScan.NONE;
                messages = MessageScan.of(bytes, parser);
            } else {
                parser.skipChildren();
                if (PROMPTING.contains(name) && token != JsonToken.VALUE_NULL) {
                    // Blanks between its parts count as well: it is an upper bound.
                    parser.finishToken();
                    promptingBytes += parser.currentLocation().getByteOffset() - from;
                    promptingBytes -= name.length() + 3;
                }
            }
        }
    }

    /// The short fields.
    ObjectNode some() {
        return some;
    }

    MessageScan messages() {
        return messages;
    }

    /// The bytes of tools and formats.
    long promptingBytes() {
        return promptingBytes;
    }

    /// All of it, as a tree; must not be changed.
    ObjectNode json() {
        if (json == null) {
            json = Json.read(bytes).orElseThrow();
        }
        return json;
    }

    /// The same text with some fields in front, and without those of these names.
    ///
    /// @param front fields as JSON, each with a comma behind it
    byte[] with(byte[] front, Set<String> without) {
        var out = new ByteArrayOutputStream(bytes.length + front.length);
        out.write('{');
        out.write(front, 0, front.length);
        var isFirst = true;
        for (int at = 0; at < fields.size(); at++) {
            var field = fields.get(at);
            if (!without.contains(field.name)) {
                if (!isFirst) {
                    out.write(',');
                }
                isFirst = false;
                var end = at + 1 < fields.size() ? fields.get(at + 1).from : close;
                out.write(bytes, field.from, trimmed(end) - field.from);
            }
        }
        out.write('}');
        return out.toByteArray();
    }

    /// Where a field ends, whose comma or brace, and what is blank before it, ends there.
    private int trimmed(int end) {
        var last = end - 1;
        while (isBlank(bytes[last])) {
            last--;
        }
        if (bytes[last] == ',') {
            last--;
        }
        while (isBlank(bytes[last])) {
            last--;
        }
        return last + 1;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t';
    }
}
