package io.intertie.sandbox;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The tokenizer `o200k_base`; its table takes about 30 MB and is read on first use.
final class Tokenizer {
    private static final int SLICE = 32 * 1024;

    private Tokenizer() {}

    /// A stretch of text with the number of tokens it is made of: one, or more where a single token
    /// ends inside a character.
    record Piece(String text, int tokens) {}

    private static final class Table {
        static final Encoding O200K =
                Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    }

    /// Counts slice by slice: a single word of megabytes would take the tokenizer a gigabyte.
    static int count(String text) {
        int count = 0;
        int to;
        for (int from = 0; from < text.length(); from = to) {
            to = sliceEnd(text, from);
            count += Table.O200K.countTokensOrdinary(text.substring(from, to));
        }
        return count;
    }

    /// Between two words, where no token can span, or, failing that, anywhere.
    private static int sliceEnd(String text, int from) {
        int most = from + SLICE;
        if (most >= text.length() - 1) {
            return text.length();
        }
        for (int i = most; i > from; i--) {
            if (text.charAt(i) == ' '
                    && Character.isLetter(text.charAt(i - 1))
                    && Character.isLetter(text.charAt(i + 1))) {
                return i;
            }
        }
        return Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most;
    }

    static List<Piece> pieces(String text) {
        IntArrayList tokens = Table.O200K.encodeOrdinary(text);
        List<Piece> pieces = new ArrayList<>(tokens.size());
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        int pendingTokens = 0;
        for (int i = 0; i < tokens.size(); i++) {
            pending.writeBytes(Table.O200K.decodeBytes(only(tokens.get(i))));
            pendingTokens++;
            Optional<String> whole = wholeCharacters(pending.toByteArray());
            if (whole.isPresent()) {
                pieces.add(new Piece(whole.get(), pendingTokens));
                pending.reset();
                pendingTokens = 0;
            }
        }
        return pieces;
    }

    /// The text that `tokens` stand for, absent when one of them is no token.
    static Optional<String> text(List<Integer> tokens) {
        IntArrayList list = new IntArrayList(tokens.size());
        tokens.forEach(list::add);
        try {
            return Optional.of(Table.O200K.decode(list));
        } catch (IllegalArgumentException noSuchToken) {
            return Optional.empty();
        }
    }

    private static IntArrayList only(int token) {
        IntArrayList list = new IntArrayList(1);
        list.add(token);
        return list;
    }

    private static Optional<String> wholeCharacters(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException endsInsideACharacter) {
            return Optional.empty();
        }
    }
}
