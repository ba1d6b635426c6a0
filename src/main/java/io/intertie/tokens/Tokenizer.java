package io.intertie.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A public tokenizer that counts exactly as the models do that were trained with it.
///
/// Its table, of up to 30 MB, is read on first use.
public enum Tokenizer {
    O200K_BASE(EncodingType.O200K_BASE),
    CL100K_BASE(EncodingType.CL100K_BASE),
    P50K_BASE(EncodingType.P50K_BASE),
    R50K_BASE(EncodingType.R50K_BASE);

    private static final int SLICE = 32 * 1024;
    private static final EncodingRegistry TABLES = Encodings.newLazyEncodingRegistry();

    private final EncodingType type;

    Tokenizer(EncodingType type) {
        this.type = type;
    }

    /// Its name as its makers write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Tokenizer> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    private Encoding table() {
        return TABLES.getEncoding(type);
    }

    /// Counts slice by slice: a single word of megabytes would take a gigabyte.
    public int count(String text) {
        int count = 0;
        int to;
        for (int from = 0; from < text.length(); from = to) {
            to = sliceEnd(text, from);
            count += table().countTokensOrdinary(text.substring(from, to));
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

    /// The bytes of each token of a short text; one may end inside a character.
    public List<byte[]> pieces(String text) {
        var tokens = table().encodeOrdinary(text);
        var pieces = new ArrayList<byte[]>(tokens.size());
        for (int at = 0; at < tokens.size(); at++) {
            pieces.add(table().decodeBytes(list(List.of(tokens.get(at)))));
        }
        return pieces;
    }

    /// The text that `tokens` stand for, absent when one of them is no token.
    public Optional<String> text(List<Integer> tokens) {
        try {
            return Optional.of(table().decode(list(tokens)));
        } catch (IllegalArgumentException noSuchToken) {
            return Optional.empty();
        }
    }

    private static IntArrayList list(List<Integer> tokens) {
        var list = new IntArrayList(tokens.size());
        tokens.forEach(list::add);
        return list;
    }
}
