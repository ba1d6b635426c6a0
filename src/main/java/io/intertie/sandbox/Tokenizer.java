package io.intertie.sandbox;

import static io.intertie.tokens.Tokenizer.O200K_BASE;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts text into what is sent a token at a time, by `o200k_base`.
final class Tokenizer {
    private Tokenizer() {}

    /// A stretch of text with the number of tokens it is made of: one, or more where a single token
    /// ends inside a character.
    record Piece(String text, int tokens) {}

    static int count(String text) {
        return O200K_BASE.count(text);
    }

    static List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        int pendingTokens = 0;
        for (byte[] token : O200K_BASE.pieces(text)) {
            pending.writeBytes(token);
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
        return O200K_BASE.text(tokens);
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
