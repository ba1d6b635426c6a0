package io.intertie.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What the launcher asks of Keycloak's admin API: one change to one client.
final class RealmAdmin {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ObjectMapper json = new ObjectMapper();
    private final String server;
    private final String password;

    RealmAdmin(String server, String password) {
        this.server = server;
        this.password = password;
    }

    /// Lets the portal sign people in and out at another address than before.
    void movePortal(String clientId, String portalUrl) throws IOException {
        try (var http = HttpClient.newHttpClient()) {
            String token = token(http);
            String clients = server + "/admin/realms/intertie/clients";
            var found =
                    send(http, authorised(clients + "?clientId=" + clientId, token).GET().build());
            if (!(found.path(0) instanceof ObjectNode client)) {
                throw new IOException("The realm has no client " + clientId);
            }
            moved(client, portalUrl);
            send(
                    http,
                    authorised(clients + "/" + client.path("id").asText(), token)
                            .header("Content-Type", "application/json")
                            .PUT(BodyPublishers.ofByteArray(json.writeValueAsBytes(client)))
                            .build());
        }
    }

    private static void moved(ObjectNode client, String portalUrl) {
        client.put("baseUrl", portalUrl);
        client.putArray("redirectUris").add(portalUrl + "/callback");
        client.withObjectProperty("attributes").put("post.logout.redirect.uris", portalUrl + "/*");
    }

    private String token(HttpClient http) throws IOException {
        String form =
                "grant_type=password&client_id=admin-cli&username=%s&password=%s"
                        .formatted(
                                Keycloak.ADMIN,
                                URLEncoder.encode(password, StandardCharsets.UTF_8));
        var uri = URI.create(server + "/realms/master/protocol/openid-connect/token");
        var request =
                HttpRequest.newBuilder(uri)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        return send(http, request).path("access_token").asText();
    }

    private static HttpRequest.Builder authorised(String url, String token) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpClient http, HttpRequest request) throws IOException {
        try {
            var response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw new IOException(
                        request.uri().getPath() + " answered " + response.statusCode());
            }
            return json.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
