package io.intertie.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.walk.RunningMarket;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A part that no longer answers, which is worse than one that is gone: frozen, not killed.
class LostPartsIT {
    private static final String HELLO =
            "{\"model\":\"sandbox/echo-1\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String WRONG_KEY = "sk-never-made";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String key = RunningMarket.env("INTERTIE_API_KEY");
    private final String buyer = RunningMarket.env("INTERTIE_BUYER_MANAGEMENT_KEY");

    @Test
    @Tag("lesson-25")
    void aFrozenDatabaseIs503NobodyIsChargedAndWorkGoesOnAfterwards() throws Exception {
        assertEquals(200, completion(key).statusCode());
        nothingIsLeased();
        var before = get("/api/wallets", buyer).body();
        RunningMarket.signal("-STOP", "postgres");
        try {
            away(completion(key), "\"service_unavailable\"");
            away(completion(WRONG_KEY), "\"service_unavailable\"");
            away(get("/api/wallets", buyer), "/docs/errors/unavailable");
            away(get("/models", ""), "<h1");
        } finally {
            RunningMarket.signal("-CONT", "postgres");
        }
        assertEquals(before, get("/api/wallets", buyer).body());
        assertEquals(401, completion(WRONG_KEY).statusCode());
        assertEquals(200, completion(key).statusCode());
    }

    @Test
    void whatIsAnsweredWithoutTheDatabaseIsBookedAfterwards() throws Exception {
        assertEquals(200, completion(key).statusCode());
        var answered = new ArrayList<String>();
        RunningMarket.signal("-STOP", "postgres");
        try {
            // Out of the lease that the first call has left, as long as there is one.
            for (int call = 0; call < 5; call++) {
                var answer = completion(key);
                if (answer.statusCode() == 200) {
                    answered.add(answer.body());
                } else {
                    away(answer, "\"service_unavailable\"");
                }
            }
        } finally {
            RunningMarket.signal("-CONT", "postgres");
        }
        for (var body : answered) {
            var id = body.replaceAll("(?s).*\"request_id\":\"([^\"]+)\".*", "$1");
            var record = get("/api/requests/" + id, buyer);
            assertTrue(record.body().contains("COMPLETED"), record.body());
        }
    }

    /// A node returns what it leases when it has been idle for a second.
    private void nothingIsLeased() throws Exception {
        var admin = RunningMarket.env("INTERTIE_ADMIN_MANAGEMENT_KEY");
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (get("/api/nodes", admin).body().contains("\"micro\"")) {
            assertTrue(System.nanoTime() < deadline, "the lease stays");
            Thread.sleep(200);
        }
    }

    @Test
    @Tag("lesson-25")
    void aFrozenKeycloakLeavesApiCallsAloneAndSignInIs503() throws Exception {
        RunningMarket.signal("-STOP", "keycloak");
        try {
            assertEquals(200, completion(key).statusCode());
            assertEquals(200, get("/api/wallets", buyer).statusCode());
            assertEquals(200, get("/models", "").statusCode());
            away(get("/signin?to=/app", ""), "<h1");
        } finally {
            RunningMarket.signal("-CONT", "keycloak");
        }
        // The door asks Keycloak again after a few seconds, as its Retry-After says.
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (get("/signin?to=/app", "").statusCode() == 503) {
            assertTrue(System.nanoTime() < deadline, "the sign-in stays away");
            Thread.sleep(500);
        }
        assertEquals(302, get("/signin?to=/app", "").statusCode());
    }

    private static void away(HttpResponse<String> response, String shape) {
        assertEquals(503, response.statusCode(), response.body());
        assertTrue(response.headers().firstValue("Retry-After").isPresent());
        assertTrue(response.headers().firstValue("x-request-id").isPresent());
        assertTrue(response.body().contains(shape), response.body());
    }

    private HttpResponse<String> completion(String bearer)
            throws IOException, InterruptedException {
        return send(
                request("/v1/chat/completions", bearer)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(HELLO)));
    }

    private HttpResponse<String> get(String path, String bearer)
            throws IOException, InterruptedException {
        return send(request(path, bearer).GET());
    }

    private static HttpRequest.Builder request(String path, String bearer) {
        var request = HttpRequest.newBuilder(RunningMarket.url().resolve(path));
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        // Far above any deadline of the market's own: only a call that hangs fails by it.
        return request.timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
