package io.intertie.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BehaviourTest {
    private static final String CHAT = "/chat/completions";
    private static final String STREAM = "\"stream\":true";
    private static final String WITH_USAGE = "\"stream_options\":{\"include_usage\":true}";

    private SandboxProvider provider;
    private SandboxClient client;

    @BeforeAll
    void start() {
        provider = SandboxProvider.start(0);
        client = new SandboxClient(provider);
    }

    @AfterAll
    void stop() {
        client.close();
        provider.close();
    }

    @Test
    void delayHoldsTheFirstByteBack() throws Exception {
        long before = System.nanoTime();
        assertEquals(200, whole("delay=300").statusCode());
        assertTrue(System.nanoTime() - before >= 300_000_000L);
    }

    @Test
    void gapSpreadsTheTokensAndEachLeavesAtOnce() throws Exception {
        String body = SandboxClient.chat("hi [[sandbox:tokens=4,gap=150]]", STREAM);
        long asked = System.nanoTime();
        List<Long> arrivals;
        try (Stream<String> lines =
                client.http()
                        .send(client.request(CHAT, body), HttpResponse.BodyHandlers.ofLines())
                        .body()) {
            arrivals =
                    lines.filter(line -> line.contains("\"content\""))
                            .map(_ -> System.nanoTime())
                            .toList();
        }
        assertEquals(5, arrivals.size());
        assertTrue(arrivals.getLast() - asked >= 600_000_000L, "four gaps");
        // Sent in one lump they would arrive together.
        assertTrue(arrivals.getLast() - arrivals.getFirst() >= 200_000_000L, "one by one");
    }

    @Test
    void tokensSetsTheLength() throws Exception {
        JsonNode reply = Json.MAPPER.readTree(whole("tokens=77").body());
        assertEquals(77, reply.at("/usage/completion_tokens").asInt());
        assertEquals("stop", reply.at("/choices/0/finish_reason").asText());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 429, 500, 503})
    void statusAnswersAnErrorBeforeAnyOutput(int status) throws Exception {
        for (String more : new String[] {"\"n\":1", STREAM}) {
            String body = SandboxClient.chat("[[sandbox:status=" + status + "]]", more);
            HttpResponse<String> response = client.post(CHAT, body);
            assertEquals(status, response.statusCode());
            JsonNode error = Json.MAPPER.readTree(response.body()).path("error");
            assertTrue(error.path("message").isTextual() && error.path("type").isTextual());
            assertTrue(error.has("param") && error.has("code"));
            assertEquals(status == 429, response.headers().firstValue("retry-after").isPresent());
        }
    }

    @Test
    void failAfterBreaksTheConnectionBehindNChunks() throws Exception {
        String body = SandboxClient.chat("hi [[sandbox:fail_after=3]]", STREAM);
        String wire = client.wire(CHAT, body);
        assertEquals(3, wire.split("data: ", -1).length - 1, wire);
        assertFalse(wire.endsWith("0\r\n\r\n"), "a chunked body that was ended");
        assertThrows(IOException.class, () -> whole("fail_after=3"));
    }

    @Test
    void errorAfterEndsTheStreamWithAnErrorEvent() throws Exception {
        List<String> events =
                client.events(CHAT, SandboxClient.chat("hi [[sandbox:error_after=2]]", STREAM));
        assertEquals(3, events.size());
        JsonNode last = Json.MAPPER.readTree(events.getLast());
        assertEquals("server_error", last.at("/error/type").asText());
        assertEquals(500, whole("error_after=2").statusCode());
    }

    @Test
    void usageCanBeLeftOutZeroedOrTooHigh() throws Exception {
        assertFalse(Json.MAPPER.readTree(whole("usage=none").body()).has("usage"));
        assertEquals(0, usage("usage=zero").path("total_tokens").asInt());
        int truth = usage("tokens=10").path("completion_tokens").asInt();
        JsonNode over = usage("tokens=10,usage=over:90");
        assertEquals(truth + 90, over.path("completion_tokens").asInt());
        assertEquals(
                over.path("prompt_tokens").asInt() + truth + 90, over.path("total_tokens").asInt());
        String unasked = SandboxClient.chat("hi [[sandbox:usage=none]]", STREAM, WITH_USAGE);
        for (String event : client.events(CHAT, unasked)) {
            assertFalse(event.contains("prompt_tokens"), event);
        }
    }

    @Test
    void cachedAndReasoningStayWithinWhatTheyArePartOf() throws Exception {
        JsonNode cached = usage("cached=5");
        assertEquals(5, cached.at("/prompt_tokens_details/cached_tokens").asInt());
        JsonNode all = usage("cached=99999");
        assertEquals(
                all.path("prompt_tokens").asInt(),
                all.at("/prompt_tokens_details/cached_tokens").asInt());
        JsonNode reasoning = usage("tokens=10,reasoning=32");
        assertEquals(42, reasoning.path("completion_tokens").asInt());
        assertEquals(32, reasoning.at("/completion_tokens_details/reasoning_tokens").asInt());
    }

    @Test
    void emptyAnswersNoTokenAndNoReason() throws Exception {
        JsonNode reply = Json.MAPPER.readTree(whole("empty").body());
        assertEquals("", reply.at("/choices/0/message/content").asText());
        assertTrue(reply.at("/choices/0/finish_reason").isNull());
        assertEquals(0, reply.at("/usage/completion_tokens").asInt());
        List<String> events =
                client.events(CHAT, SandboxClient.chat("hi [[sandbox:empty]]", STREAM));
        assertEquals(2, events.size());
        assertTrue(events.getFirst().contains("\"role\""));
        assertEquals("[DONE]", events.getLast());
    }

    @Test
    void theHeaderAsksAsTheMessageDoesAndTheMessageWins() throws Exception {
        HttpResponse<String> byHeader =
                client.post(CHAT, SandboxClient.chat("hi"), "x-sandbox", "status=503, delay=1");
        assertEquals(503, byHeader.statusCode());
        HttpResponse<String> both =
                client.post(
                        CHAT,
                        SandboxClient.chat("hi [[sandbox:status=429]]"),
                        "x-sandbox",
                        "status=503");
        assertEquals(429, both.statusCode());
    }

    @Test
    void onlyTheLastUserMessageIsReadForABehaviour() throws Exception {
        String body =
                """
                {"model":"echo-1","messages":[{"role":"user","content":"[[sandbox:status=500]]"},
                {"role":"assistant","content":"[[sandbox:status=500]]"},
                {"role":"user","content":"hello"}]}\
                """;
        assertEquals(200, client.post(CHAT, body).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dealy=1",
                "delay",
                "delay=-1",
                "delay=99999999999",
                "status=200",
                "usage=much",
                "usage=over:x",
                "hang=1"
            })
    void aBehaviourThatDoesNotExistIsRefused(String behaviour) throws Exception {
        HttpResponse<String> response = whole(behaviour);
        assertEquals(400, response.statusCode());
        assertEquals(
                "x-sandbox", Json.MAPPER.readTree(response.body()).at("/error/param").asText());
    }

    private HttpResponse<String> whole(String behaviour) throws Exception {
        return client.post(CHAT, SandboxClient.chat("hi [[sandbox:" + behaviour + "]]"));
    }

    private JsonNode usage(String behaviour) throws Exception {
        return Json.MAPPER.readTree(whole(behaviour).body()).path("usage");
    }
}
