package io.intertie.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompletionsTest {
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
    void theSameRequestGetsTheSameTextAndAnotherGetsAnother() throws Exception {
        String text = chatText(SandboxClient.chat("hello"));
        assertEquals(text, chatText(SandboxClient.chat("hello")));
        assertNotEquals(text, chatText(SandboxClient.chat("good evening")));
        assertTrue(text.startsWith("[sandbox] "), text);
    }

    @Test
    void aStreamSaysWhatTheWholeAnswerSays() throws Exception {
        JsonNode whole = client.json(CHAT, SandboxClient.chat("hello"));
        List<String> events = client.events(CHAT, SandboxClient.chat("hello", STREAM, WITH_USAGE));
        StringBuilder streamed = new StringBuilder();
        for (String event : events.subList(0, events.size() - 1)) {
            streamed.append(Json.MAPPER.readTree(event).at("/choices/0/delta/content").asText());
        }
        assertEquals(whole.at("/choices/0/message/content").asText(), streamed.toString());
        JsonNode last = Json.MAPPER.readTree(events.get(events.size() - 2));
        assertEquals(whole.path("usage"), last.path("usage"));
    }

    @Test
    void aChatStreamHasOpenaisShape() throws Exception {
        String body = SandboxClient.chat("hello [[sandbox:tokens=4]]", STREAM, WITH_USAGE);
        assertEquals(
                golden("chat-stream.txt"),
                headless(client.events(CHAT, body), "chat.completion.chunk"));
    }

    @Test
    void withoutIncludeUsageNoChunkMentionsUsage() throws Exception {
        for (String event : client.events(CHAT, SandboxClient.chat("hello", STREAM))) {
            assertFalse(event.contains("\"usage\""), event);
        }
    }

    @Test
    void aTextStreamHasOpenaisShape() throws Exception {
        String body =
                """
                {"model":"echo-1","prompt":"hello","max_tokens":2,"stream":true}\
                """;
        assertEquals(
                golden("text-stream.txt"),
                headless(client.events("/completions", body), "text_completion"));
    }

    @Test
    void aTextPromptMayBeGivenAsTokens() throws Exception {
        JsonNode given = textAnswer("[24912,2375]");
        assertEquals(textAnswer("\"hello world\"").path("choices"), given.path("choices"));
        assertEquals(2, given.at("/usage/prompt_tokens").asInt());
        assertEquals(textAnswer("[\"hello world\"]").path("choices"), given.path("choices"));
    }

    @Test
    void aLimitCutsTheAnswerAndSaysSo() throws Exception {
        JsonNode cut = client.json(CHAT, SandboxClient.chat("hello", "\"max_tokens\":7"));
        assertEquals(7, cut.at("/usage/completion_tokens").asInt());
        assertEquals("length", cut.at("/choices/0/finish_reason").asText());
        JsonNode newer =
                client.json(CHAT, SandboxClient.chat("hello", "\"max_completion_tokens\":7"));
        assertEquals(cut.path("choices"), newer.path("choices"));
        JsonNode roomy = client.json(CHAT, SandboxClient.chat("hello", "\"max_tokens\":900"));
        assertEquals("stop", roomy.at("/choices/0/finish_reason").asText());
    }

    @Test
    void everyReplyNamesTheSandbox() throws Exception {
        JsonNode reply = client.json(CHAT, SandboxClient.chat("hello"));
        assertEquals("Intertie Sandbox", reply.path("provider").asText());
        assertEquals("sandbox", reply.path("system_fingerprint").asText());
        assertEquals("chat.completion", reply.path("object").asText());
    }

    @Test
    void jsonIsAnsweredWhereJsonIsAskedFor() throws Exception {
        JsonNode any =
                content(SandboxClient.chat("x", "\"response_format\":{\"type\":\"json_object\"}"));
        assertTrue(any.isObject(), any.toString());
        String schema =
                """
                "response_format":{"type":"json_schema","json_schema":{"name":"band","schema":
                {"type":"object","properties":{"band":{"enum":["valley"]},"hours":
                {"type":"array","minItems":3,
                "items":{"type":"integer","minimum":0,"maximum":23}}}}}}
                """;
        JsonNode fitting = content(SandboxClient.chat("x", schema));
        assertEquals("valley", fitting.path("band").asText());
        assertEquals(3, fitting.path("hours").size());
        assertEquals(fitting, content(SandboxClient.chat("x", schema)));
    }

    @Test
    void theSlowModelTakesFortyMillisecondsAToken() throws Exception {
        long before = System.nanoTime();
        client.events(CHAT, SandboxClient.chatOf("slow-1", "x [[sandbox:tokens=5]]", STREAM));
        assertTrue(System.nanoTime() - before >= 200_000_000L);
    }

    private String chatText(String body) throws Exception {
        return client.json(CHAT, body).at("/choices/0/message/content").asText();
    }

    private JsonNode content(String body) throws Exception {
        return Json.MAPPER.readTree(chatText(body));
    }

    private JsonNode textAnswer(String prompt) throws Exception {
        return client.json("/completions", "{\"model\":\"echo-1\",\"prompt\":" + prompt + "}");
    }

    private static String headless(List<String> events, String object) {
        String head =
                "\"id\":\"(chatcmpl|cmpl)-[0-9a-f]{32}\",\"object\":\""
                        + object
                        + "\",\"created\":\\d+,\"model\":\"echo-1\","
                        + "\"provider\":\"Intertie Sandbox\",\"system_fingerprint\":\"sandbox\"";
        return String.join("\n", events).replaceAll(head, "HEAD");
    }

    /// A stream as it was once checked by eye against OpenAI's document, ids and times taken out.
    private static String golden(String name) throws IOException {
        try (InputStream in = CompletionsTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).strip();
        }
    }
}
