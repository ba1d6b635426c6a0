package io.intertie.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What providers mean by their counts, each in its own way.
///
/// A file has the `usage` of a provider, then the buckets that are billed.
@Tag("lesson-9")
@Tag("lesson-10")
class GoldenUsageTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/intertie/gateway/wire/usage");

    static List<Path> files() throws IOException {
        try (var all = Files.list(FOLDER)) {
            return all.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aCountIsReadAsItsProviderMeansIt(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        var json = Json.read(lines.get(1)).orElseThrow();
        var usage = Usage.read(json).orElseThrow();
        var total = usage.input() + usage.cachedInput() + usage.output();
        assertEquals(
                lines.get(2),
                "input %d, cached %d, output %d, reasoning %d, total %d"
                        .formatted(
                                usage.input(),
                                usage.cachedInput(),
                                usage.output(),
                                usage.reasoning(),
                                total));
        var said = json.path("total_tokens").asLong();
        var isPossible = said >= json.path("prompt_tokens").asLong();
        assertTrue(!isPossible || total == said, "the buckets are the total");
    }

    @Test
    void bucketsAddUpToThePossibleTotalWhateverTheDetailsSay() {
        var random = new Random(10);
        for (int round = 0; round < 5_000; round++) {
            var prompt = random.nextInt(200);
            var completion = random.nextInt(200);
            var parts = Stream.generate(() -> random.nextInt(150) - 20).limit(2).toList();
            var total = prompt + completion + List.of(0, 0, 40, parts.get(0)).get(round % 4);
            var json = Json.object().put("prompt_tokens", prompt).put("total_tokens", total);
            json.put("completion_tokens", completion);
            json.putObject("prompt_tokens_details").put("cached_tokens", parts.get(0));
            json.putObject("completion_tokens_details").put("reasoning_tokens", parts.get(1));
            var usage = Usage.read(json).orElseThrow();
            assertEquals(
                    Math.max(total, prompt + completion),
                    usage.input() + usage.cachedInput() + usage.output(),
                    json::toString);
            assertTrue(usage.input() >= 0 && usage.cachedInput() >= 0, json::toString);
            assertTrue(
                    usage.reasoning() >= 0 && usage.reasoning() <= usage.output(), json::toString);
        }
    }
}
