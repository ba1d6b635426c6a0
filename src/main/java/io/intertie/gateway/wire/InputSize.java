package io.intertie.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;

/// How much a request gives a model to read, before any tokenizer has seen it.
///
/// A token takes at least one byte of UTF-8, so `tokensAtMost` is an upper bound for text.
public record InputSize(long textBytes, long tokensAtMost) {
    /// What a message's role and separators may take.
    private static final int PER_MESSAGE = 16;

    /// What an image, a sound or a file may take.
    private static final int PER_ATTACHMENT = 4_096;

    /// Of the fields of a chat request that become part of the prompt.
    static InputSize ofChat(JsonNode body) {
        var messages = body.path("messages");
        long text = 0;
        long attachments = 0;
        for (var message : messages) {
            attachments += attachments(message.path("content"));
            text += textBytes(message);
        }
        for (var field : new String[] {"tools", "functions", "response_format", "tool_choice"}) {
            if (body.hasNonNull(field)) {
                text += utf8Length(body.path(field).toString());
            }
        }
        var extra = messages.size() * (long) PER_MESSAGE + attachments * PER_ATTACHMENT;
        return new InputSize(text, text + extra);
    }

    private static long attachments(JsonNode content) {
        long count = 0;
        for (var part : content) {
            if (part.isObject() && !part.path("type").asText("text").equals("text")) {
                count++;
            }
        }
        return count;
    }

    /// Of an embeddings request's input: text, texts, tokens, or lists of tokens.
    static InputSize ofEmbeddings(JsonNode input) {
        long tokens = countNumbers(input);
        long text = textBytes(input);
        long inputs = Math.max(1, input.size());
        return new InputSize(text + 4 * tokens, text + tokens + inputs * PER_MESSAGE);
    }

    private static long countNumbers(JsonNode node) {
        if (node.isNumber()) {
            return 1;
        }
        long count = 0;
        for (var child : node) {
            count += countNumbers(child);
        }
        return count;
    }

    private static long textBytes(JsonNode node) {
        if (node.isTextual()) {
            return utf8Length(node.textValue());
        }
        long bytes = 0;
        for (var child : node) {
            bytes += textBytes(child);
        }
        return bytes;
    }

    /// The length of a text in UTF-8; a lone surrogate counts as the three bytes that replace it.
    public static long utf8Length(String text) {
        long bytes = 0;
        for (int at = 0; at < text.length(); at++) {
            var unit = text.charAt(at);
            if (unit < 0x80) {
                bytes += 1;
            } else if (unit < 0x800) {
                bytes += 2;
            } else if (isPair(text, at)) {
                bytes += 4;
                at++;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    /// A count where the provider sent none: four bytes a token, rounded up.
    public static long estimate(long textBytes) {
        return Math.ceilDiv(textBytes, 4L);
    }
}
