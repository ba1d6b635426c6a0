package io.intertie.gateway.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Streams of tool calls as providers send them, right and wrong, and what leaves in each dialect.
///
/// A file has the provider's deltas after `>` (`!reason` ends), then the events of each dialect
/// without what all of them repeat. `-Dgolden.write=true` writes them anew, to be read by a person.
class GoldenCallsTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/io/intertie/gateway/dialect/calls");
    private static final List<String> DIALECTS =
            List.of("chat/completions", "messages", "responses");

    static Stream<Path> files() throws IOException {
        try (var all = Files.list(FOLDER)) {
            return all.sorted().toList().stream();
        }
    }

    @Test
    @Tag("lesson-15")
    void thereAreTwentyStreamsAtLeast() throws IOException {
        assertTrue(files().count() >= 20);
    }

    @ParameterizedTest
    @MethodSource("files")
    @Tag("lesson-15")
    void aStreamOfCallsLeavesAsItShould(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        var given = lines.stream().filter(line -> line.startsWith("#") || line.startsWith(">"));
        var written = new ArrayList<>(given.toList());
        var chunks = chunks(lines);
        for (var path : DIALECTS) {
            written.add("");
            written.add(path);
            var frames = Spoken.stream(Spoken.voice(path), chunks);
            Spoken.events(frames).forEach(event -> written.add(brief(event)));
        }
        if (Boolean.getBoolean("golden.write")) {
            Files.write(file, written);
        }
        assertEquals(String.join("\n", lines), String.join("\n", written));
    }

    @ParameterizedTest
    @MethodSource("files")
    @Tag("lesson-15")
    void whatWasCalledIsTheSameInAllDialects(Path file) throws IOException {
        var chunks = chunks(Files.readAllLines(file));
        var calls = Calls.of("chat/completions", chunks);
        assertEquals(calls, Calls.of("messages", chunks));
        assertEquals(calls, Calls.of("responses", chunks));
        assertTrue(!calls.isEmpty());
        for (var call : calls) {
            assertTrue(Json.read(call.arguments()).isPresent(), call.toString());
            assertTrue(!call.id().isEmpty() && !call.name().isEmpty(), call.toString());
        }
    }

    /// The provider's chunks; a lone surrogate stays the escape that it is in the file.
    static List<String> chunks(List<String> lines) {
        var chunks = new ArrayList<String>();
        for (var line : lines) {
            if (!line.startsWith("> ")) {
                continue;
            }
            var text = line.substring(2);
            var choices =
                    text.startsWith("!")
                            ? "[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]"
                                    .formatted(text.substring(1))
                            : "[{\"index\":0,\"delta\":%s,\"finish_reason\":null}]".formatted(text);
            if (text.startsWith("{\"choices\":")) {
                choices = text.substring(11, text.length() - 1);
            }
            chunks.add(
                    "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":"
                            + "\"theirs\",\"choices\":"
                            + choices
                            + "}");
        }
        return chunks;
    }

    private static String brief(ObjectNode event) {
        event.remove(List.of("object", "created", "model", "provider", "sequence_number"));
        event.remove(event.has("choices") ? List.of("id") : List.of());
        for (var node : List.of(event, event.path("response"), event.path("message"))) {
            if (node instanceof ObjectNode told && told.has("usage")) {
                told.put("usage", "…");
            }
        }
        if (event.path("response") instanceof ObjectNode response) {
            response.retain("status", "output", "usage");
        }
        return new String(Json.write(event), StandardCharsets.UTF_8);
    }
}
