package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.gateway.front.OpenFront;
import io.intertie.gateway.wire.Json;
import io.intertie.sandbox.SandboxProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What docs/openclaw.md says to a newcomer works as it stands there.
@Tag("lesson-20")
class OpenClawTest {
    private static JsonNode published() throws IOException {
        var page = Files.readString(Path.of("docs/openclaw.md"));
        var from = page.indexOf("```json") + 7;
        return Json.read(page.substring(from, page.indexOf("```", from))).orElseThrow();
    }

    @Test
    void thePublishedConfigurationLeadsToAStreamWithItsUsage() throws Exception {
        var config = published();
        var provider = config.at("/models/providers/intertie");
        assertEquals("openai-completions", provider.path("api").asText());
        var model = provider.at("/models/0/id").asText();
        assertEquals("intertie/" + model, config.at("/agents/defaults/model/primary").asText());
        var base = URI.create(provider.path("baseUrl").asText());
        try (var sandbox = SandboxProvider.start(0);
                var market = new TestMarket("1", sandbox.baseUrl());
                var front = new OpenFront(market.completion((_, _, _, _) -> Optional.empty()));
                var http = HttpClient.newHttpClient()) {
            // As OpenClaw asks an address that it does not know: a stream, and nothing of usage.
            var body =
                    TestMarket.chat("hello", "\"stream\":true", "\"max_completion_tokens\":1000");
            var request =
                    HttpRequest.newBuilder(
                                    front.url().resolve(base.getPath() + "/chat/completions"))
                            .header("Authorization", "Bearer " + TestMarket.KEY)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode());
            var events = answer.body().strip().split("\n\n", -1);
            assertEquals("data: [DONE]", events[events.length - 1]);
            var usage = Json.read(events[events.length - 2].substring(6)).orElseThrow();
            assertTrue(usage.path("choices").isEmpty());
            assertTrue(usage.at("/usage/prompt_tokens").asInt() > 0);
            assertTrue(usage.at("/usage/cost").decimalValue().signum() > 0);
        }
    }
}
