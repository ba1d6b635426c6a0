package io.intertie.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    private static final String CHAT = "/chat/completions";

    private SandboxProvider provider;
    private SandboxClient client;

    @BeforeEach
    void start() {
        provider = SandboxProvider.start(0);
        client = new SandboxClient(provider);
    }

    @AfterEach
    void stop() {
        client.close();
        provider.close();
    }

    @Test
    void theModelsAreListedAndFoundByName() throws Exception {
        List<String> ids = new ArrayList<>();
        JsonNode list = Json.MAPPER.readTree(client.get("/models").body());
        list.path("data").forEach(model -> ids.add(model.path("id").asText()));
        assertEquals(List.of("echo-1", "slow-1", "all-minilm-l6-v2"), ids);
        assertEquals(200, client.get("/models/slow-1").statusCode());
        assertEquals(404, client.get("/models/gpt-9").statusCode());
    }

    @Test
    void healthIsToldBesideTheApi() throws Exception {
        URI health = provider.baseUrl().resolve("/health");
        HttpResponse<String> response =
                client.http()
                        .send(
                                HttpRequest.newBuilder(health).build(),
                                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode());
        assertEquals("ok", Json.MAPPER.readTree(response.body()).path("status").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{} {}",
                "{\"messages\":[]}",
                "{\"model\":\"echo-1\"}",
                "{\"model\":\"echo-1\",\"messages\":[]}",
                "{\"model\":\"echo-1\",\"messages\":[{\"role\":\"pirate\"}]}",
                "{\"model\":\"echo-1\",\"messages\":[{\"role\":\"user\",\"content\":7}]}",
                "{\"model\":\"all-minilm-l6-v2\",\"messages\":[{\"role\":\"user\"}]}"
            })
    void aBodyThatIsNoRequestIs400(String body) throws Exception {
        HttpResponse<String> response = client.post(CHAT, body);
        assertEquals(400, response.statusCode(), response.body());
        assertEquals(
                "invalid_request_error",
                Json.MAPPER.readTree(response.body()).at("/error/type").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"n\":2",
                "\"max_tokens\":0",
                "\"max_tokens\":\"9\"",
                "\"stream\":1",
                "\"tools\":{}",
                "\"tool_choice\":\"required\"",
                "\"tool_choice\":\"maybe\"",
                "\"response_format\":{\"type\":\"xml\"}",
                "\"response_format\":{\"type\":\"json_schema\"}"
            })
    void aFieldOutOfItsRangeIs400(String field) throws Exception {
        assertEquals(400, client.post(CHAT, SandboxClient.chat("x", field)).statusCode());
    }

    @Test
    void anUnknownModelIs404ModelNotFound() throws Exception {
        HttpResponse<String> response = client.post(CHAT, SandboxClient.chatOf("gpt-9", "hello"));
        assertEquals(404, response.statusCode());
        assertEquals(
                "model_not_found",
                Json.MAPPER.readTree(response.body()).at("/error/code").asText());
    }

    @Test
    void unknownPathsAndMethodsAreRefused() throws Exception {
        assertEquals(404, client.post("/responses", "{}").statusCode());
        assertEquals(405, client.get(CHAT).statusCode());
    }

    @Test
    void aBodyOverSixteenMegabytesIs413AndOneBelowIsRead() throws Exception {
        String over = SandboxClient.chat("x".repeat(17 * 1024 * 1024));
        assertEquals(413, client.post(CHAT, over).statusCode());
        String below = SandboxClient.chat("Watt ".repeat(300_000));
        assertEquals(200, client.post(CHAT, below).statusCode());
    }

    @Test
    void aRequiredKeyIsRequired() throws Exception {
        try (SandboxProvider locked = SandboxProvider.start(0, "sesame");
                SandboxClient visitor = new SandboxClient(locked)) {
            String body = SandboxClient.chat("hello");
            assertEquals(401, visitor.post(CHAT, body).statusCode());
            assertEquals(
                    401, visitor.post(CHAT, body, "Authorization", "Bearer guess").statusCode());
            assertEquals(
                    200, visitor.post(CHAT, body, "Authorization", "Bearer sesame").statusCode());
            assertEquals(401, visitor.get("/models").statusCode());
        }
    }

    @Test
    void requestsAreRememberedWithoutWhatWasSaid() throws Exception {
        client.post(CHAT, SandboxClient.chat("a secret", "\"stream\":true"), "X-Trace", "t-1");
        client.post(CHAT, "{");
        Seen first = provider.seen().getFirst();
        assertEquals("POST", first.method());
        assertEquals("/v1/chat/completions", first.path());
        assertEquals(Optional.of("echo-1"), first.model());
        assertTrue(first.stream() && first.headerNames().contains("x-trace"));
        assertEquals(Optional.empty(), provider.seen().getLast().model());
        String all = provider.seen().toString();
        assertFalse(all.contains("secret") || all.contains("t-1"), all);
    }

    @Test
    void theMemoryOfRequestsIsBounded() {
        Visits visits = new Visits();
        for (int i = 0; i < 1_500; i++) {
            visits.note(new Seen("POST", "/" + i, Optional.empty(), false, List.of()));
        }
        assertEquals(1_000, visits.seen().size());
        assertEquals("/1499", visits.seen().getLast().path());
    }

    @Test
    void aTakenPortIsAClearFailure() {
        UncheckedIOException failure =
                assertThrows(
                        UncheckedIOException.class,
                        () -> SandboxProvider.start(provider.baseUrl().getPort()));
        assertTrue(String.valueOf(failure.getMessage()).contains("cannot listen"));
    }
}
