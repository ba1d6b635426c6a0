package io.intertie.tokens;

import static io.intertie.tokens.Tokenizer.O200K_BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {
    /// Counted by OpenAI's own library, tiktoken.
    @ParameterizedTest
    @CsvSource({
        "R50K_BASE, antidisestablishmentarianism, 5",
        "P50K_BASE, antidisestablishmentarianism, 5",
        "CL100K_BASE, antidisestablishmentarianism, 6",
        "O200K_BASE, antidisestablishmentarianism, 6",
        "R50K_BASE, 2 + 2 = 4, 5",
        "CL100K_BASE, 2 + 2 = 4, 7",
        "O200K_BASE, 2 + 2 = 4, 7",
        "R50K_BASE, お誕生日おめでとう, 14",
        "CL100K_BASE, お誕生日おめでとう, 9",
        "O200K_BASE, お誕生日おめでとう, 8"
    })
    void eachTokenizerCountsAsItsMakersDo(Tokenizer tokenizer, String text, int tokens) {
        assertEquals(tokens, tokenizer.count(text));
    }

    @Test
    void aSpecialTokensNameIsTextLikeAnyOther() {
        assertEquals(7, O200K_BASE.count("<|endoftext|>"));
    }

    @Test
    void aWordOfMegabytesTakesMemoryForOneSliceAtATime() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var word = "x".repeat(4 * 1024 * 1024);
        O200K_BASE.count("warm");
        var before = threads.getCurrentThreadAllocatedBytes();
        // Eight of them are a token, but for what the slices part.
        assertTrue(Math.abs(word.length() - 8 * O200K_BASE.count(word)) <= 1_024);
        var slices = word.length() / (32 * 1024);
        // All of it in turns, so that a slice's share is the most that is held at once.
        var slice = (threads.getCurrentThreadAllocatedBytes() - before) / slices;
        assertEquals(0, slice / (16 * 1024 * 1024), slice + " bytes a slice");
    }

    @Test
    void aWordWithoutEndDiffersByATokenASliceAtMost() {
        var word = "x".repeat(100_000);
        var table = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
        assertEquals(table.countTokensOrdinary(word), O200K_BASE.count(word), 4);
    }

    @Test
    void aTokenizerIsFoundByItsMakersName() {
        for (var one : Tokenizer.values()) {
            assertEquals(Optional.of(one), Tokenizer.of(one.word()));
        }
        assertEquals(Optional.empty(), Tokenizer.of("llama3"));
    }
}
