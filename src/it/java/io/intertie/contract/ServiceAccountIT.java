package io.intertie.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intertie.walk.RunningMarket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/// A script that signs in at Keycloak instead of keeping a management key.
class ServiceAccountIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aServiceAccountActsForItsOrganisationAndNoOther() throws Exception {
        var token = token().get("access_token").asText();
        var self = get("/api/self", token);
        assertEquals(200, self.statusCode(), self.body());
        assertEquals("PROVIDER", JSON.readTree(self.body()).at("/roles/0").asText());
        var byKey = RunningMarket.env("INTERTIE_PROVIDER_MANAGEMENT_KEY");
        assertEquals(get("/api/sites", byKey).body(), get("/api/sites", token).body());
        assertEquals(403, get("/api/wallets", token).statusCode());
        assertEquals(403, get("/api/organisations", token).statusCode());
        var last = token.charAt(token.length() - 3) == 'A' ? 'B' : 'A';
        var forged = token.substring(0, token.length() - 3) + last + "AA";
        assertEquals(401, get("/api/self", forged).statusCode());
    }

    private JsonNode token() throws IOException, InterruptedException {
        var realm = RunningMarket.env("INTERTIE_KEYCLOAK_URL") + "/realms/intertie";
        var form =
                "grant_type=client_credentials&client_id="
                        + RunningMarket.env("INTERTIE_PROVIDER_SERVICE_CLIENT_ID")
                        + "&client_secret="
                        + RunningMarket.env("INTERTIE_PROVIDER_SERVICE_CLIENT_SECRET");
        var request =
                HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private HttpResponse<String> get(String path, String bearer)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(RunningMarket.url().resolve(path))
                        .header("Authorization", "Bearer " + bearer)
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
