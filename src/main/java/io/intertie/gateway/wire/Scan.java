package io.intertie.gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.intertie.gateway.wire.Chunk.Said;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one pass over a chunk's bytes finds, without building a tree.
final class Scan {
    private static final JsonFactory FACTORY = new JsonFactory();

    /// A top-level field: where its name begins, and where its value lies.
    record Field(int from, int valueFrom, int valueTo) {}

    private final JsonParser parser;
    @Nullable Field model;
    @Nullable Field provider;
    @Nullable Field usage;
    @Nullable String finishReason;
    boolean isError;
    boolean isPlain;
    boolean hasToolCalls;
    boolean hasTextVectors;
    int choices;
    int choice;
    int roles;
    int close;
    long dataItems;
    long outputBytes;
    boolean isDelta;
    @Nullable List<Said> said;
    private int heads;
    private boolean twice;
    private @Nullable String words;

    private Scan(JsonParser parser) {
        this.parser = parser;
    }

    /// Empty if the bytes hold anything but one JSON object.
    static Optional<Scan> of(byte[] data) {
        try (var parser = FACTORY.createParser(data)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            var scan = new Scan(parser);
            scan.top();
            scan.close = (int) parser.currentTokenLocation().getByteOffset();
            var lines = parser.currentLocation().getLineNr();
            if (parser.nextToken() != null) {
                return Optional.empty();
            }
            // Another encoding, line ends and doubled fields are for the tree.
            scan.isPlain = data[0] == '{' && data[1] != 0 && lines == 1 && !scan.twice;
            return Optional.of(scan);
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /// Whether `id`, `object` and `created` are there.
    boolean hasHead() {
        return heads == 7;
    }

    private void top() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            switch (parser.currentName()) {
                case "model" -> model = field(model);
                case "provider" -> provider = field(provider);
                case "usage" -> usage = field(usage);
                case "choices" -> choices();
                case "data" -> data();
                case "error" -> isError |= isPresent();
                case "id" -> heads |= isPresent() ? 1 : 0;
                case "object" -> heads |= isPresent() ? 2 : 0;
                case "created" -> heads |= isPresent() ? 4 : 0;
                default -> skip();
            }
        }
    }

    private void skip() throws IOException {
        parser.nextToken();
        parser.skipChildren();
    }

    private boolean isPresent() throws IOException {
        var present = parser.nextToken() != JsonToken.VALUE_NULL;
        parser.skipChildren();
        return present;
    }

    private Field field(@Nullable Field before) throws IOException {
        twice |= before != null;
        var from = (int) parser.currentTokenLocation().getByteOffset();
        parser.nextToken();
        var valueFrom = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return new Field(from, valueFrom, (int) parser.currentLocation().getByteOffset());
    }

    private void choices() throws IOException {
        twice |= choices > 0;
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            choices++;
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                choice();
            } else {
                parser.skipChildren();
            }
        }
    }

    private void choice() throws IOException {
        var saidBefore = said == null ? 0 : said.size();
        var choiceBefore = choice;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            switch (parser.currentName()) {
                case "index" -> {
                    var isCount = parser.nextToken() == JsonToken.VALUE_NUMBER_INT;
                    choice = isCount ? parser.getValueAsInt() : 0;
                    parser.skipChildren();
                }
                case "delta" -> {
                    isDelta = true;
                    message();
                }
                case "message" -> message();
                case "finish_reason" -> {
                    if (parser.nextToken() == JsonToken.VALUE_STRING && finishReason == null) {
                        finishReason = parser.getText();
                    }
                    parser.skipChildren();
                }
                default -> skip();
            }
        }
        if (said != null && choice != choiceBefore) {
            // Its number may stand behind its words.
            for (int at = saidBefore; at < said.size(); at++) {
                said.set(at, said.get(at).of(choice));
            }
        }
    }

    private void say(Said.Kind kind, int call) {
        if (words != null && isDelta && !words.isEmpty()) {
            if (said == null) {
                said = new ArrayList<>(1);
            }
            said.add(new Said(choice, kind, call, words));
        }
    }

    private void message() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        long thought = 0;
        String thoughts = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            switch (parser.currentName()) {
                case "role" -> roles += isPresent() ? 1 : 0;
                case "content", "refusal" -> {
                    outputBytes += text();
                    say(Said.Kind.TEXT, 0);
                }
                // Some providers say their thoughts under both names.
                case "reasoning_content", "reasoning" -> {
                    var bytes = text();
                    thoughts = bytes > thought ? words : thoughts;
                    thought = Math.max(thought, bytes);
                }
                case "tool_calls" -> calls();
                default -> skip();
            }
        }
        outputBytes += thought;
        words = thoughts;
        say(Said.Kind.THOUGHT, 0);
    }

    private void calls() throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            hasToolCalls = true;
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                call();
            } else {
                parser.skipChildren();
            }
        }
    }

    private void call() throws IOException {
        var index = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var isFunction = parser.currentName().equals("function");
            var isIndex = parser.currentName().equals("index");
            if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT && isIndex) {
                index = parser.getValueAsInt();
                continue;
            }
            if (parser.currentToken() != JsonToken.START_OBJECT || !isFunction) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                switch (parser.currentName()) {
                    case "name" -> {
                        outputBytes += text();
                        say(Said.Kind.NAME, index);
                    }
                    case "arguments" -> {
                        outputBytes += text();
                        say(Said.Kind.ARGUMENTS, index);
                    }
                    default -> skip();
                }
            }
        }
    }

    /// The bytes of a text, or of what stands where a text should; leaves the text in `words`.
    private long text() throws IOException {
        words = null;
        return switch (parser.nextToken()) {
            case VALUE_NULL -> 0;
            case START_OBJECT, START_ARRAY -> {
                var from = parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                yield Math.max(0, parser.currentLocation().getByteOffset() - from);
            }
            case null -> 0;
            default -> {
                words = parser.getText();
                yield InputSize.utf8Length(words);
            }
        };
    }

    private void data() throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            dataItems++;
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var isVector = parser.currentName().equals("embedding");
                hasTextVectors |= parser.nextToken() == JsonToken.VALUE_STRING && isVector;
                parser.skipChildren();
            }
        }
    }
}
