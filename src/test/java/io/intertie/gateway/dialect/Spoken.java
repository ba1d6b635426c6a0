package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Chunk;
import io.intertie.gateway.wire.Json;
import io.intertie.gateway.wire.Receipt;
import io.intertie.gateway.wire.Usage;
import io.intertie.metering.UsageRecord.CountedBy;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Requests read, and streams answered, as the gateway does it.
final class Spoken {
    static final UUID ID = UUID.fromString("0192f0c1-2345-7abc-8def-0123456789ab");
    static final Opening OPENING = opening(true);

    private Spoken() {}

    private static Opening opening(boolean wantsUsage) {
        return new Opening(
                ID,
                new Nameplate("grid/echo-1", "Grid One"),
                42,
                wantsUsage,
                Instant.ofEpochSecond(1_790_000_000));
    }

    static ObjectNode json(String text) {
        return Json.read(text.replace('\'', '"')).orElseThrow(() -> new AssertionError(text));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Dialect dialect(String path) {
        return Dialects.at(path).orElseThrow();
    }

    /// What a client's request says as a chat completion.
    static ObjectNode asked(String path, String request) {
        return Json.read(dialect(path).read(utf8(request.replace('\'', '"'))).body()).orElseThrow();
    }

    static Voice voice(String path, String request) {
        var reading = dialect(path).read(utf8(request.replace('\'', '"')));
        var options = Json.read(reading.body()).orElseGet(Json::object).path("stream_options");
        return reading.voices().apply(opening(options.path("include_usage").asBoolean(true)));
    }

    /// A voice for the least that a dialect can be asked.
    static Voice voice(String path) {
        var request =
                switch (path) {
                    case "completions" -> "{'prompt':'a'}";
                    case "messages" ->
                            "{'max_tokens':9,'messages':[{'role':'user','content':'a'}]}";
                    case "responses" -> "{'input':'a'}";
                    default -> "{}";
                };
        return voice(path, request);
    }

    static Chunk chunk(String data) {
        return Chunk.read(utf8(data)).orElseThrow(() -> new AssertionError(data));
    }

    static Voice.Billed billed(Usage usage) {
        return new Voice.Billed(
                new Receipt(
                        ID,
                        new BigDecimal("0.000012300"),
                        "USD",
                        "grid-one",
                        "fp8",
                        UUID.fromString("0192f0c1-0000-7000-8000-000000000001"),
                        "OFF_PEAK",
                        Optional.empty(),
                        new BigDecimal("0.25"),
                        new BigDecimal("0.4100"),
                        CountedBy.PROVIDER,
                        "https://market.example/app/requests/" + ID),
                usage);
    }

    /// Counts with every bucket: 7 + 3 read, 9 written, 4 of them thought.
    static Usage usage() {
        return new Usage(
                7,
                3,
                9,
                4,
                json(
                        "{'prompt_tokens':10,'completion_tokens':9,'total_tokens':19,"
                                + "'prompt_tokens_details':{'cached_tokens':3},"
                                + "'completion_tokens_details':{'reasoning_tokens':4}}"));
    }

    /// All frames of an answer that ends well.
    static String stream(Voice voice, List<String> chunks) {
        var out = new ByteArrayOutputStream();
        chunks.forEach(data -> out.writeBytes(voice.chunk(chunk(data))));
        out.writeBytes(voice.end(billed(usage())));
        return out.toString(StandardCharsets.UTF_8);
    }

    /// The data of each frame, but for the mark of the end.
    static List<ObjectNode> events(String frames) {
        var events = new ArrayList<ObjectNode>();
        for (var frame : frames.split("\n\n", -1)) {
            if (frame.isEmpty()) {
                continue;
            }
            var data = frame.substring(frame.indexOf("data: ") + 6);
            if (!data.equals("[DONE]")) {
                events.add(Json.read(data).orElseThrow(() -> new AssertionError(frame)));
            }
        }
        return events;
    }

    static List<ObjectNode> events(String frames, String type) {
        return events(frames).stream().filter(it -> it.path("type").asText().equals(type)).toList();
    }

    static String texts(List<? extends JsonNode> nodes, String pointer) {
        var text = new StringBuilder();
        nodes.forEach(node -> text.append(node.at(pointer).asText("")));
        return text.toString();
    }
}
