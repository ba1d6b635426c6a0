package io.intertie.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intertie.money.CheckFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmTest {
    private static final Path TEMPLATE = Path.of("deploy/keycloak/realm.json");

    @TempDir private Path root;
    private Secrets secrets = Secrets.kept(new VarFolder(Path.of("nowhere")));

    @BeforeEach
    void makeSecrets() {
        secrets =
                Secrets.in(
                        VarFolder.at(root),
                        MarketOptions.embedded(Path.of(""), root, Ports.DEFAULT));
    }

    @Test
    void theShippedTemplateHoldsNoPasswordAndNoSecret() throws IOException {
        JsonNode template = new ObjectMapper().readTree(Files.readString(TEMPLATE));

        for (JsonNode client : template.path("clients")) {
            assertTrue(client.path("secret").asText().matches("\\{\\{[A-Z_]+}}"));
        }
        for (JsonNode user : template.path("users")) {
            for (JsonNode credential : user.path("credentials")) {
                assertTrue(credential.path("value").asText().matches("\\{\\{[A-Z0-9_]+}}"));
            }
        }
    }

    @Test
    void filledItIsARealmWithEveryPlaceTaken() throws IOException {
        String filled = new Realm(Files.readString(TEMPLATE)).filled(secrets);
        JsonNode realm = new ObjectMapper().readTree(filled);

        assertFalse(filled.contains("{{"));
        JsonNode portal = realm.path("clients").path(0);
        assertEquals("intertie-portal", portal.path("clientId").asText());
        assertEquals(secrets.of("INTERTIE_OIDC_CLIENT_SECRET"), portal.path("secret").asText());
        assertEquals(
                "http://localhost:8400/callback", portal.path("redirectUris").path(0).asText());
        assertEquals("bea", realm.path("users").path(0).path("username").asText());
        assertEquals(
                secrets.of("INTERTIE_BUYER_PASSWORD"),
                realm.path("users").path(0).path("credentials").path(0).path("value").asText());
    }

    @Test
    void aPlaceWithoutASecretIsOurBug() {
        assertThrows(CheckFailed.class, () -> new Realm("{{NOBODY_KNOWS}}").filled(secrets));
    }
}
