package io.intertie.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class UsageTest {
    private static final Path SHAPES =
            Path.of("src/test/resources/io/intertie/gateway/wire/usage.txt");

    static Stream<Arguments> shapes() throws IOException {
        return Pattern.compile("\n\n")
                .splitAsStream(Files.readString(SHAPES))
                .map(block ->
                        block.lines().filter(line -> !line.startsWith("#")).toArray(String[]::new))
                .filter(lines -> lines.length == 3)
                .map(lines -> Arguments.of(lines[0], lines[1], lines[2]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void whatServersSendIsReadAsTheyMeanIt(String name, String counts, String json) {
        var usage = Usage.read(Json.read(json).orElseThrow()).orElseThrow();
        assertEquals(
                counts,
                "%d %d %d %d"
                        .formatted(
                                usage.input(),
                                usage.cachedInput(),
                                usage.output(),
                                usage.reasoning()));
    }

    /// How a server counts: which part lies outside of its total.
    enum Semantics {
        ALL_INSIDE,
        CACHED_OUTSIDE,
        REASONING_OUTSIDE,
        BOTH_OUTSIDE;

        ObjectNode usage(long fresh, long cached, long written, long said, long reasoning) {
            var isCachedInside = this == ALL_INSIDE || this == REASONING_OUTSIDE;
            var isReasoningInside = this == ALL_INSIDE || this == CACHED_OUTSIDE;
            var usage = Json.object();
            usage.put("prompt_tokens", fresh + (isCachedInside ? cached + written : 0));
            usage.put("completion_tokens", said + (isReasoningInside ? reasoning : 0));
            usage.put("total_tokens", fresh + cached + written + said + reasoning);
            usage.putObject("prompt_tokens_details").put("cached_tokens", cached);
            usage.put("cache_creation_input_tokens", written);
            usage.putObject("completion_tokens_details").put("reasoning_tokens", reasoning);
            return usage;
        }
    }

    @ParameterizedTest
    @EnumSource(Semantics.class)
    void theBucketsAreDisjointAndAddUpToTheServersTotal(Semantics semantics) {
        var random = new Random(11);
        for (int round = 0; round < 5_000; round++) {
            // Never the same, so that a total has one meaning alone.
            var cached = 2L * random.nextInt(5_000);
            var written = 10_000L * random.nextInt(2);
            var reasoning = 2L * random.nextInt(5_000) + 1;
            var fresh = random.nextInt(8_000);
            var said = random.nextInt(4_000);
            var json = semantics.usage(fresh, cached, written, said, reasoning);
            var usage = Usage.read(json).orElseThrow();
            var buckets = usage.input() + usage.cachedInput() + usage.output();
            assertEquals(json.path("total_tokens").longValue(), buckets, json::toString);
            assertEquals(cached, usage.cachedInput(), json::toString);
            assertEquals(reasoning, usage.reasoning(), json::toString);
            assertEquals(fresh + written, usage.input(), json::toString);
        }
    }

    @ParameterizedTest
    @EnumSource(Semantics.class)
    void hostileDetailsMakeNoTokens(Semantics semantics) {
        var random = new Random(13);
        var most = new long[] {0, 1, 7, 1L << 39, 1L << 41, Long.MAX_VALUE, -1, Long.MIN_VALUE};
        for (int round = 0; round < 5_000; round++) {
            var json = semantics.usage(3, 4, 0, 5, 6);
            for (var name : new String[] {"total_tokens", "cached_tokens", "reasoning_tokens"}) {
                json.put(name, most[random.nextInt(most.length)]);
            }
            ((ObjectNode) json.path("prompt_tokens_details"))
                    .put("cached_tokens", most[random.nextInt(most.length)]);
            var usage = Usage.read(json).orElseThrow();
            var inside =
                    json.path("prompt_tokens").longValue()
                            + json.path("completion_tokens").longValue();
            var buckets = usage.input() + usage.cachedInput() + usage.output();
            var total = json.path("total_tokens").longValue();
            // No more than the server's own total, or its two sums where that explains nothing.
            assertEquals(true, buckets == inside || buckets == total, json::toString);
        }
    }

    @Test
    void countsThatNoAnswerHasAreNoCounts() {
        for (var count : new long[] {-1, (1L << 40) + 1, Long.MAX_VALUE}) {
            var json = Json.object().put("prompt_tokens", count).put("completion_tokens", 5);
            assertEquals(Optional.empty(), Usage.read(json), json::toString);
        }
    }
}
