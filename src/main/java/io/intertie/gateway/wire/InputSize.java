package io.intertie.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// How much a request gives a model to read, before any tokenizer has seen it.
///
/// A token takes at least one byte of UTF-8, so `tokensAtMost` is an upper bound for text.
public record InputSize(long textBytes, long tokensAtMost) {
    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// What a message's role and separators may take.
    private static final int PER_MESSAGE = 16;

    /// What an image, a sound or a file may take.
    private static final int PER_ATTACHMENT = 4_096;

    /// Of what a chat request gives a model to read.
    static InputSize ofChat(RequestText request) {
        var messages = request.messages();
        var text = messages.textBytes() + request.promptingBytes();
        var extra = messages.count() * (long) PER_MESSAGE + messages.attachments() * PER_ATTACHMENT;
        return new InputSize(text, text + extra);
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

    /// The length in UTF-8 of a text that lies in JSON, from its opening quote on.
    static long quotedLength(byte[] json, int quote) {
        long spared = 0;
        var at = special(json, quote + 1);
        while (at + 1 < json.length && json[at] == '\\') {
            var length = escape(json, at);
            spared += length - written(json, at, length);
            at = special(json, at + length);
        }
        return at - quote - 1 - spared;
    }

    /// Where the next quote or backslash is: eight bytes at a time, for a prompt may have
    /// megabytes.
    private static int special(byte[] json, int from) {
        var at = from;
        while (at + Long.BYTES <= json.length && isPlain((long) EIGHT.get(json, at))) {
            at += Long.BYTES;
        }
        while (at < json.length && json[at] != '"' && json[at] != '\\') {
            at++;
        }
        return at;
    }

    /// Whether none of eight bytes is a quote or a backslash.
    private static boolean isPlain(long eight) {
        return (zeros(eight ^ 0x2222222222222222L) | zeros(eight ^ 0x5c5c5c5c5c5c5c5cL)) == 0;
    }

    private static long zeros(long eight) {
        return (eight - 0x0101010101010101L) & ~eight & 0x8080808080808080L;
    }

    /// How many bytes an escape takes; of a pair of surrogates both.
    private static int escape(byte[] json, int at) {
        if (json[at + 1] != 'u') {
            return 2;
        }
        return isHigh(unit(json, at)) && isLow(unit(json, at + 6)) ? 12 : 6;
    }

    /// How many bytes of UTF-8 stand for it.
    private static int written(byte[] json, int at, int length) {
        if (length != 6) {
            return length == 2 ? 1 : 4;
        }
        var unit = unit(json, at);
        if (unit < 0x80) {
            return 1;
        }
        return unit < 0x800 ? 2 : 3;
    }

    /// The unit of an escape, or -1 if there is none.
    private static int unit(byte[] json, int at) {
        if (at + 6 > json.length || json[at] != '\\' || json[at + 1] != 'u') {
            return -1;
        }
        var unit = 0;
        for (int digit = at + 2; digit < at + 6; digit++) {
            unit = unit << 4 | Math.max(0, Character.digit(json[digit], 16));
        }
        return unit;
    }

    private static boolean isHigh(int unit) {
        return unit >= 0xd800 && unit < 0xdc00;
    }

    private static boolean isLow(int unit) {
        return unit >= 0xdc00 && unit < 0xe000;
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
