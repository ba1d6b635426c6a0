package io.intertie.gateway.dialect;

import static io.intertie.gateway.dialect.Spoken.chunk;
import static io.intertie.gateway.dialect.Spoken.json;
import static io.intertie.gateway.dialect.Spoken.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OpenAiEmbeddingsTest {
    private static final String PATH = "embeddings";
    // 0.5, -2 and 0.1 as IEEE 754 says them, the lowest byte first.
    private static final String TEXT = "AAAAPwAAAMDNzMw9";
    private static final String NUMBERS = "[0.5,-2.0,0.1]";

    @Test
    void aRequestPassesAsItIs() {
        var body = utf8("{\"input\":[[1,2]],\"encoding_format\":\"base64\",\"dimensions\":3}");
        assertSame(body, Spoken.dialect(PATH).read(body).body());
        Refused.by(PATH, "{'encoding_format':'hex'}", "encoding_format");
    }

    @Test
    void vectorsLeaveInTheEncodingThatWasAskedFor() {
        for (var given : new String[] {"\"" + TEXT + "\"", NUMBERS}) {
            assertEquals(
                    json("{'a':'" + TEXT + "'}").path("a"),
                    answered("{'encoding_format':'base64'}", given).at("/data/0/embedding"));
            for (var request : new String[] {"{}", "{'encoding_format':'float'}"}) {
                var vector = answered(request, given).at("/data/0/embedding");
                assertEquals(NUMBERS, vector.toString());
            }
        }
    }

    @Test
    void aRightAnswerIsSplicedNotWrittenAnew() {
        var answer = answer("[0.10,1e-3]");
        var text =
                new String(
                        Spoken.voice(PATH, "{}")
                                .whole(chunk(answer), Spoken.billed(Spoken.usage())),
                        StandardCharsets.UTF_8);
        assertTrue(text.contains("[0.10,1e-3]"), text);
        var body = Json.read(text).orElseThrow();
        assertEquals("grid/echo-1", body.path("model").asText());
        assertEquals(10, body.at("/usage/prompt_tokens").asInt());
    }

    private static String answer(String vector) {
        return "{\"object\":\"list\",\"model\":\"t\",\"data\":[{\"object\":\"embedding\","
                + "\"index\":0,"
                + "\"embedding\":"
                + vector
                + "}],\"usage\":{\"prompt_tokens\":1}}";
    }

    private static ObjectNode answered(String request, String vector) {
        var voice = Spoken.voice(PATH, request);
        return Json.read(voice.whole(chunk(answer(vector)), Spoken.billed(Spoken.usage())))
                .orElseThrow();
    }
}
