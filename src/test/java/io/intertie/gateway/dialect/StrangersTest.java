package io.intertie.gateway.dialect;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.intertie.gateway.wire.Chunk;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a client asks is understood or refused, and whatever a provider answers is told: our
/// own code never breaks over it.
class StrangersTest {
    private static final List<String> ASKED =
            List.of(
                    "messages",
                    "role",
                    "content",
                    "type",
                    "text",
                    "tool_use",
                    "tool_result",
                    "id",
                    "name",
                    "input",
                    "thinking",
                    "signature",
                    "source",
                    "base64",
                    "media_type",
                    "data",
                    "tools",
                    "tool_choice",
                    "function",
                    "parameters",
                    "input_schema",
                    "system",
                    "max_tokens",
                    "prompt",
                    "stream_options",
                    "include_usage",
                    "user",
                    "assistant",
                    "instructions",
                    "message",
                    "function_call",
                    "call_id",
                    "output",
                    "arguments",
                    "function_call_output",
                    "reasoning",
                    "summary",
                    "effort",
                    "format",
                    "json_schema",
                    "metadata",
                    "encoding_format",
                    "stop_sequences",
                    "stream",
                    "encrypted_content",
                    "allowed_tools",
                    "mode",
                    "logprobs",
                    "best_of",
                    "store");
    private static final List<String> ANSWERED =
            List.of(
                    "choices",
                    "delta",
                    "message",
                    "index",
                    "content",
                    "role",
                    "tool_calls",
                    "function",
                    "name",
                    "arguments",
                    "id",
                    "finish_reason",
                    "stop",
                    "tool_calls",
                    "reasoning",
                    "reasoning_details",
                    "signature",
                    "text",
                    "data",
                    "refusal",
                    "usage",
                    "model",
                    "provider",
                    "object",
                    "created",
                    "embedding",
                    "stop_reason",
                    "length",
                    "prompt_tokens",
                    "{\"a\":1}",
                    "}",
                    "{");
    private static final List<String> PATHS =
            List.of("chat/completions", "completions", "embeddings", "responses", "messages");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @Tag("lesson-16")
    void aRequestIsReadOrRefused(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 4_000; round++) {
            var body = Spoken.utf8(strange(random, ASKED, 5, true).toString());
            for (var path : PATHS) {
                read(path, body);
            }
            try {
                Dialects.counted(body);
            } catch (Problem refused) {
                assertTrue(refused.type().status() == 400);
            }
        }
    }

    private static void read(String path, byte[] body) {
        try {
            var _ = Spoken.dialect(path).read(body).voices().apply(Spoken.OPENING);
        } catch (Problem refused) {
            var type = refused.type();
            assertTrue(
                    type == ProblemType.INVALID_REQUEST || type == ProblemType.MALFORMED_JSON,
                    () -> path + " " + new String(body, java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anAnswerIsToldWhateverItIs(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 1_500; round++) {
            var chunks = new ArrayList<Chunk>();
            for (int count = 1 + random.nextInt(4); count > 0; count--) {
                chunks.add(answer(random));
            }
            for (var path : PATHS) {
                var voice = strangersVoice(path);
                chunks.forEach(chunk -> tell(voice.chunk(chunk)));
                tell(voice.end(Spoken.billed(Spoken.usage())));
                var whole = strangersVoice(path);
                var body = whole.whole(chunks.getFirst(), Spoken.billed(Spoken.usage()));
                assertTrue(Chunk.read(body).isPresent());
            }
        }
    }

    private static Voice strangersVoice(String path) {
        return path.equals("embeddings")
                ? Spoken.voice(path, "{'encoding_format':'base64'}")
                : Spoken.voice(path);
    }

    private static void tell(byte[] frames) {
        if (frames.length > 0) {
            Spoken.events(new String(frames, java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    /// Half of them look like an answer from outside.
    private static Chunk answer(Random random) {
        var inner = strange(random, ANSWERED, 5, true);
        var said = random.nextBoolean() ? "delta" : "message";
        var text =
                random.nextBoolean()
                        ? inner.toString()
                        : "{\"choices\":[{\""
                                + said
                                + "\":"
                                + inner
                                + ",\"finish_reason\":"
                                + (random.nextBoolean() ? "null" : "\"stop\"")
                                + "}]}";
        return Spoken.chunk(text);
    }

    private static JsonNode strange(Random random, List<String> words, int depth, boolean object) {
        var nodes = JsonNodeFactory.instance;
        var kind = object ? 0 : random.nextInt(depth > 0 ? 8 : 5) + (depth > 0 ? 0 : 3);
        return switch (kind) {
            case 0, 1 -> {
                var made = nodes.objectNode();
                for (int count = random.nextInt(5); count > 0; count--) {
                    made.set(word(random, words), strange(random, words, depth - 1, false));
                }
                yield made;
            }
            case 2 -> {
                var made = nodes.arrayNode();
                for (int count = random.nextInt(3); count > 0; count--) {
                    made.add(strange(random, words, depth - 1, false));
                }
                yield made;
            }
            case 3 -> nodes.numberNode(random.nextInt(5) - 1);
            case 4 -> nodes.booleanNode(random.nextBoolean());
            case 5 -> nodes.nullNode();
            default -> nodes.textNode(word(random, words));
        };
    }

    private static String word(Random random, List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
