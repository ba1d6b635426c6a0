package io.intertie.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is set aside for what is read is at least what any tokenizer makes of it.
class InputSizeTest {
    /// Short in characters, long in tokens: a fourth of their length would be far too little.
    private static final String DENSE = "电网电价😀🇺🇦👩‍👩‍👧한국어ภาษาไทยﷺ\u0301\u200d\ud83d";

    /// A new one and an old one, which knows little but English.
    private static final List<Encoding> TOKENIZERS =
            Stream.of(EncodingType.O200K_BASE, EncodingType.R50K_BASE)
                    .map(Encodings.newLazyEncodingRegistry()::getEncoding)
                    .toList();

    /// Writes half a character, too, as clients do.
    private static final JsonMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static int tokens(String text) {
        return TOKENIZERS.stream()
                .mapToInt(one -> one.countTokensOrdinary(text))
                .max()
                .orElseThrow();
    }

    private static InputSize chat(String text) {
        var body = Json.object();
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        try {
            return size(ESCAPING.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static InputSize size(byte[] body) {
        return InputSize.ofChat(RequestText.ofChat(body).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "电网电价", "😀😀😀", "{\"a\":[1,2,3]}", "ภาษาไทย", "\t\n  \r"})
    @Tag("lesson-8")
    void aTokenTakesAByteAtLeast(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8).length;
        var size = chat(text);
        assertEquals(bytes + 4, size.textBytes());
        assertEquals(bytes + 4 + 16, size.tokensAtMost());
        assertTrue(tokens(text) <= size.tokensAtMost());
    }

    @Test
    @Tag("lesson-8")
    void noTextHasMoreTokensThanAreSetAside() {
        var random = new Random(8);
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                if (random.nextBoolean()) {
                    text.append(DENSE.charAt(random.nextInt(DENSE.length())));
                } else {
                    text.append((char) (' ' + random.nextInt(95)));
                }
            }
            var said = text.toString();
            var size = chat(said);
            assertTrue(tokens(said) <= size.tokensAtMost(), said);
            assertTrue(
                    said.getBytes(StandardCharsets.UTF_8).length <= size.textBytes(),
                    "a lone half of a character counts in full");
        }
    }

    @Test
    @Tag("lesson-8")
    void toolsShapesAndPicturesAreReadToo() {
        var body = Json.object();
        var content = body.putArray("messages").addObject().put("role", "user").putArray("content");
        content.addObject().put("type", "image_url").putObject("image_url").put("url", "u");
        var bare = size(Json.write(body)).tokensAtMost();
        assertTrue(bare >= 4_096);
        body.putArray("tools").addObject().put("type", "function").put("name", "电网");
        var tools = "[{\"type\":\"function\",\"name\":\"电网\"}]";
        assertEquals(
                bare + tools.getBytes(StandardCharsets.UTF_8).length,
                size(Json.write(body)).tokensAtMost());
    }
}
