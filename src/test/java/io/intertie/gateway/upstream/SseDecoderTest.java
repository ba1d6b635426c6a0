package io.intertie.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SseDecoderTest {
    private static final String STREAM =
            """
            \uFEFF: a comment
            data: {"a":1}

            event: message
            id: 7
            data:{"b":
            data:  "ü€😀"}
            retry: 3000

            data

            :data: no
            database: no

            data:


            data: {"c":3}
            """;
    private static final List<String> EVENTS =
            List.of("{\"a\":1}", "{\"b\":\n \"ü€😀\"}", "{\"c\":3}");

    private final List<String> heard = new ArrayList<>();
    private final SseDecoder decoder =
            new SseDecoder(data -> heard.add(new String(data, StandardCharsets.UTF_8)));

    private boolean decode(byte[] bytes) {
        return decoder.decode(Unpooled.wrappedBuffer(bytes));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> splitAt(byte[] bytes, int... places) {
        var test = new SseDecoderTest();
        var from = 0;
        for (var place : places) {
            assertTrue(test.decode(Arrays.copyOfRange(bytes, from, place)));
            from = place;
        }
        assertTrue(test.decode(Arrays.copyOfRange(bytes, from, bytes.length)));
        assertTrue(test.decoder.end());
        return test.heard;
    }

    @Test
    void linesOfDataAreJoinedAndEverythingElseIsSkipped() {
        assertEquals(EVENTS, splitAt(bytes(STREAM)));
    }

    @Test
    void bothKindsOfLineEndsMeanTheSame() {
        assertEquals(EVENTS, splitAt(bytes(STREAM.replace("\n", "\r\n"))));
    }

    @Test
    void anySplitOfTheBytesGivesTheSameEvents() {
        for (var text : List.of(STREAM, STREAM.replace("\n", "\r\n"))) {
            var bytes = bytes(text);
            for (int one = 0; one <= bytes.length; one++) {
                for (int two = one; two <= bytes.length; two++) {
                    assertEquals(EVENTS, splitAt(bytes, one, two), one + " " + two);
                }
            }
        }
    }

    @Test
    void anyManySplitsGiveTheSameEvents() {
        var random = new Random(42);
        var bytes = bytes(STREAM.replace("\n", "\r\n"));
        for (int round = 0; round < 5_000; round++) {
            var places = random.ints(random.nextInt(60), 0, bytes.length + 1).sorted().toArray();
            assertEquals(EVENTS, splitAt(bytes, places), Arrays.toString(places));
        }
    }

    @Test
    void anEventComesWithItsEmptyLineAndNotBefore() {
        decode(bytes("data: 1\n"));
        assertEquals(List.of(), heard);
        decode(bytes("\n"));
        assertEquals(List.of("1"), heard);
    }

    @Test
    void aMarkAtTheStartIsNoPartOfTheField() {
        decode(bytes("\uFEFFdata: 1\n\n"));
        assertEquals(List.of("1"), heard);
    }

    @Test
    void aMarkThatIsNotAtTheStartBelongsToTheField() {
        decode(bytes("data: 1\n\n\uFEFFdata: 2\n\n"));
        assertEquals(List.of("1"), heard);
    }

    @Test
    void aLineOfTheLongestLengthPassesAndOneByteMoreDoesNot() {
        var longest = new byte[SseDecoder.LONGEST];
        Arrays.fill(longest, (byte) 'x');
        assertTrue(decode(longest));
        assertTrue(decode(bytes("\n")));
        assertTrue(decode(longest));
        assertFalse(decode(bytes("x")));
        assertFalse(new SseDecoderTest().decode(Arrays.copyOf(longest, longest.length + 1)));
        var whole = Arrays.copyOf(longest, longest.length + 2);
        whole[whole.length - 2] = 'x';
        whole[whole.length - 1] = '\n';
        assertFalse(new SseDecoderTest().decode(whole));
    }

    @Test
    void anEventOfManyLinesIsNoLongerThanALine() {
        var line = bytes("data: " + "x".repeat(1024 * 1024) + "\n");
        for (int i = 0; i < 7; i++) {
            assertTrue(decode(line));
        }
        assertTrue(decode(bytes("data: " + "x".repeat(1024 * 1024 - 8) + "\n")));
        assertFalse(decode(bytes("data: 1\n")));
    }
}
