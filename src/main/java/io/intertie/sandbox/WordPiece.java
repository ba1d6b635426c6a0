package io.intertie.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tokenizer of uncased BERT models, over the vocabulary that travels with the model.
///
/// **Source:** the `normalizer`, `pre_tokenizer` and `model` sections of
/// `all-minilm-l6-v2-q-tokenizer.json`; special tokens are not read out of a text.
final class WordPiece {
    static final int CLS = 101;
    static final int SEP = 102;

    private static final int UNKNOWN = 100;
    private static final int LONGEST_WORD = 100;
    private static final String CONTINUED = "##";
    private static final String VOCABULARY = "/all-minilm-l6-v2-q-tokenizer.json";

    private final Map<String, Integer> ids = new HashMap<>();

    private WordPiece() {}

    static WordPiece loaded() {
        try (InputStream json = WordPiece.class.getResourceAsStream(VOCABULARY)) {
            if (json == null) {
                throw new IllegalStateException("no " + VOCABULARY + " on the class path");
            }
            WordPiece wordPiece = new WordPiece();
            JsonNode vocabulary = Json.MAPPER.readTree(json).path("model").path("vocab");
            for (Map.Entry<String, JsonNode> entry : vocabulary.properties()) {
                wordPiece.ids.put(entry.getKey(), entry.getValue().intValue());
            }
            return wordPiece;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return ids.size();
    }

    /// The tokens of `text`, without the two that frame it.
    int[] tokens(String text) {
        List<Integer> tokens = new ArrayList<>();
        for (String word : words(text)) {
            split(word, tokens);
        }
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> !dropped(c))
                .map(Character::toLowerCase)
                .forEach(c -> {
                    boolean alone = punctuation(c) || ideograph(c);
                    if (alone || blank(c)) {
                        finish(word, words);
                    }
                    if (alone) {
                        words.add(Character.toString(c));
                    } else if (!blank(c)) {
                        word.appendCodePoint(c);
                    }
                });
        finish(word, words);
        return words;
    }

    private static void finish(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /// Control characters and, after decomposition, accents.
    private static boolean dropped(int c) {
        if (c == '\t' || c == '\n' || c == '\r') {
            return false;
        }
        return c == 0xFFFD
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.PRIVATE_USE,
                            Character.SURROGATE,
                            Character.UNASSIGNED,
                            Character.NON_SPACING_MARK ->
                            true;
                    default -> false;
                };
    }

    private static boolean blank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean punctuation(int c) {
        boolean asciiSymbol =
                (c >= '!' && c <= '/')
                        || (c >= ':' && c <= '@')
                        || (c >= '[' && c <= '`')
                        || (c >= '{' && c <= '~');
        return asciiSymbol
                || switch (Character.getType(c)) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION ->
                            true;
                    default -> false;
                };
    }

    /// The ranges that BERT treats as Chinese characters.
    private static boolean ideograph(int c) {
        return (c >= 0x4E00 && c <= 0x9FFF)
                || (c >= 0x3400 && c <= 0x4DBF)
                || (c >= 0x20000 && c <= 0x2A6DF)
                || (c >= 0x2A700 && c <= 0x2B73F)
                || (c >= 0x2B740 && c <= 0x2B81F)
                || (c >= 0x2B920 && c <= 0x2CEAF)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0x2F800 && c <= 0x2FA1F);
    }

    /// The longest known piece first, then the longest that continues it.
    private void split(String word, List<Integer> tokens) {
        int before = tokens.size();
        boolean known = word.codePointCount(0, word.length()) <= LONGEST_WORD;
        for (int from = 0; known && from < word.length(); ) {
            int to = word.length();
            Integer id = id(word, from, to);
            while (id == null && to > from + 1) {
                to--;
                id = id(word, from, to);
            }
            known = id != null;
            if (id != null) {
                tokens.add(id);
            }
            from = to;
        }
        if (!known) {
            tokens.subList(before, tokens.size()).clear();
            tokens.add(UNKNOWN);
        }
    }

    private @Nullable Integer id(String word, int from, int to) {
        String piece = word.substring(from, to);
        return ids.get(from == 0 ? piece : CONTINUED + piece);
    }
}
