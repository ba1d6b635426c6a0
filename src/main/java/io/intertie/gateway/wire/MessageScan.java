package io.intertie.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/// What one pass over a chat's messages finds: how many there are, how long their texts are, what
/// is attached, and the first thing that is wrong with them.
final class MessageScan {
    static final MessageScan NONE = new MessageScan(new byte[0]);

    private final byte[] bytes;
    private int count;
    private long textBytes;
    private long attachments;
    private Optional<Wrong> wrong = Optional.of(new Wrong("messages", "be a non-empty array."));

    /// What a field must do that it does not.
    record Wrong(String field, String must) {}

    private MessageScan(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Reads the value that a parser stands at.
    static MessageScan of(byte[] bytes, JsonParser parser) throws IOException {
        var scan = new MessageScan(bytes);
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return scan;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (scan.count == 0) {
                scan.wrong = Optional.empty();
            }
            scan.message(parser);
            scan.count++;
        }
        return scan;
    }

    int count() {
        return count;
    }

    long textBytes() {
        return textBytes;
    }

    long attachments() {
        return attachments;
    }

    Optional<Wrong> wrong() {
        return wrong;
    }

    private void wrong(String field, String must) {
        if (wrong.isEmpty()) {
            wrong = Optional.of(new Wrong("messages[" + count + "]" + field, must));
        }
    }

    private void message(JsonParser parser) throws IOException {
        var hasRole = false;
        var isContent = true;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                var token = parser.nextToken();
                if (name.equals("role")) {
                    hasRole = token == JsonToken.VALUE_STRING;
                } else if (name.equals("content")) {
                    isContent =
                            token == JsonToken.VALUE_STRING
                                    || token == JsonToken.VALUE_NULL
                                    || token == JsonToken.START_ARRAY;
                    if (token == JsonToken.START_ARRAY) {
                        parts(parser);
                        continue;
                    }
                }
                value(parser);
            }
        } else {
            parser.skipChildren();
        }
        if (!hasRole) {
            wrong("", "be an object with a 'role'.");
        } else if (!isContent) {
            wrong(".content", "be a string or an array.");
        }
    }

    private void parts(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                part(parser);
            } else {
                value(parser);
            }
        }
    }

    private void part(JsonParser parser) throws IOException {
        var isAttached = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var isType = parser.currentName().equals("type");
            var token = parser.nextToken();
            if (isType) {
                isAttached = token != JsonToken.VALUE_NULL && !parser.getText().equals("text");
            }
            value(parser);
        }
        attachments += isAttached ? 1 : 0;
    }

    /// Counts the texts of a value, however deep.
    private void value(JsonParser parser) throws IOException {
        var depth = 0;
        for (var token = parser.currentToken(); ; token = parser.nextToken()) {
            if (token == JsonToken.VALUE_STRING) {
                var from = (int) parser.currentTokenLocation().getByteOffset();
                textBytes += InputSize.quotedLength(bytes, from);
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
        }
    }
}
