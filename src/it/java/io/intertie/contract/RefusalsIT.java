package io.intertie.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intertie.walk.RunningMarket;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Each bad input of the issue, in the OpenAI error shape with a request id, and nothing charged.
class RefusalsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HELLO =
            "{\"model\":\"sandbox/echo-1\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String key = RunningMarket.env("INTERTIE_API_KEY");

    @Test
    void aMissingKeyIs401() throws Exception {
        refused(401, "invalid_api_key", call(Optional.empty(), HELLO.formatted("hi")));
    }

    @Test
    void anUnknownKeyIs401() throws Exception {
        refused(401, "invalid_api_key", call(Optional.of("sk-nobody"), HELLO.formatted("hi")));
    }

    @Test
    void aRevokedKeyIs401AtOnce() throws Exception {
        var made = manage("POST", "/api/keys", "{\"name\":\"short\",\"purpose\":\"gateway\"}");
        var secret = made.get("secret").asText();
        assertEquals(200, call(Optional.of(secret), HELLO.formatted("hi")).statusCode());
        var revoked = manage("DELETE", "/api/keys/" + made.at("/key/id").asText(), "");
        assertTrue(revoked.has("revoked_at"), revoked.toString());
        refused(401, "invalid_api_key", call(Optional.of(secret), HELLO.formatted("hi")));
    }

    @Test
    void anExpiredKeyIs401() throws Exception {
        var soon = java.time.Instant.now().plusSeconds(3);
        var made =
                manage(
                        "POST",
                        "/api/keys",
                        "{\"name\":\"brief\",\"purpose\":\"gateway\",\"expires_at\":\""
                                + soon
                                + "\"}");
        var secret = made.get("secret").asText();
        Thread.sleep(3_500);
        refused(401, "invalid_api_key", call(Optional.of(secret), HELLO.formatted("hi")));
    }

    @Test
    void anEmptyWalletIs402() throws Exception {
        for (JsonNode subscription : manage("GET", "/api/subscriptions", "").get("data")) {
            if (!subscription.has("ended_at") && isFor(subscription, "slow-1")) {
                var _ =
                        manage(
                                "DELETE",
                                "/api/subscriptions/" + subscription.get("id").asText(),
                                "");
            }
        }
        var _ =
                manage(
                        "POST",
                        "/api/subscriptions",
                        "{\"model\":\"sandbox/slow-1\",\"currency\":\"JPY\"}");
        var body = HELLO.formatted("hi").replace("echo-1", "slow-1");
        refused(402, "insufficient_funds", call(Optional.of(key), body));
    }

    private boolean isFor(JsonNode subscription, String slug) throws Exception {
        for (JsonNode model : manage("GET", "/api/models", "").get("data")) {
            if (model.get("slug").asText().equals(slug)) {
                return model.get("id").equals(subscription.get("model_id"));
            }
        }
        return false;
    }

    @Test
    void anUnknownModelIs404() throws Exception {
        var body = HELLO.formatted("hi").replace("echo-1", "no-such-model");
        refused(404, "model_not_found", call(Optional.of(key), body));
    }

    @Test
    void malformedJsonIs400() throws Exception {
        refused(400, "invalid_json", call(Optional.of(key), "{\"model\":"));
    }

    @Test
    void aBodyOverTheLimitIs413() throws Exception {
        var body = HELLO.formatted("x".repeat(9_000_000));
        refused(413, "request_too_large", call(Optional.of(key), body));
    }

    @Test
    void aFailingProviderIs502Or503AndNothingIsCharged() throws Exception {
        var body = HELLO.formatted("[[sandbox:status=503]]");
        var response = call(Optional.of(key), body);
        assertTrue(response.statusCode() == 502 || response.statusCode() == 503, response.body());
        shaped(response);
        var id = response.headers().firstValue("x-request-id").orElseThrow();
        var request = manage("GET", "/api/requests/" + id, "").get("request");
        assertEquals(0, new BigDecimal(request.get("cost").asText()).signum());
    }

    @Test
    void managementTellsAProblem() throws Exception {
        var request =
                HttpRequest.newBuilder(RunningMarket.url().resolve("/api/keys"))
                        .header("Content-Type", "application/json")
                        .GET()
                        .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(401, response.statusCode());
        var type = response.headers().firstValue("content-type").orElse("");
        assertTrue(type.startsWith("application/problem+json"), type);
        assertTrue(JSON.readTree(response.body()).get("type").asText().contains("/docs/errors/"));
    }

    private JsonNode manage(String method, String path, String body) throws Exception {
        var request =
                HttpRequest.newBuilder(RunningMarket.url().resolve(path))
                        .header(
                                "Authorization",
                                "Bearer " + RunningMarket.env("INTERTIE_BUYER_MANAGEMENT_KEY"))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response.body());
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> call(Optional<String> bearer, String body) throws Exception {
        var request =
                HttpRequest.newBuilder(RunningMarket.url().resolve("/v1/chat/completions"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        bearer.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void refused(int status, String code, HttpResponse<String> response)
            throws IOException {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(code, shaped(response).get("code").asText());
    }

    private static JsonNode shaped(HttpResponse<String> response) throws IOException {
        assertTrue(response.headers().firstValue("x-request-id").isPresent());
        var error = JSON.readTree(response.body()).get("error");
        for (String part : new String[] {"message", "type", "param", "code"}) {
            assertTrue(error.has(part), response.body());
        }
        assertFalse(error.get("message").asText().isBlank());
        return error;
    }
}
