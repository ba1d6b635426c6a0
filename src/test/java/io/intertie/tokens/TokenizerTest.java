package io.intertie.tokens;

import static io.intertie.tokens.Tokenizer.O200K_BASE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {
    private static final int MEGABYTES = 4 * 1024 * 1024;

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

    /// In a heap that holds the table, the word, and no gigabyte.
    @Test
    void aWordOfMegabytesIsCountedInASmallHeap() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var path = System.getProperty("java.class.path");
        var counting =
                new ProcessBuilder(
                                java,
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                path,
                                TokenizerTest.class.getName())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(counting.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, counting.waitFor(), said);
        // Eight of them are a token, but for what the slices part.
        assertTrue(Math.abs(MEGABYTES - 8 * Integer.parseInt(said.strip())) <= 1_024, said);
    }

    /// Counts a word of megabytes.
    public static void main(String[] none) {
        System.out.println(O200K_BASE.count("x".repeat(MEGABYTES)));
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
