package io.intertie.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayaraTest {
    @TempDir private Path root;

    @Test
    void theServerSeesJustTheVariablesThatItsApplicationReads() {
        var options = MarketOptions.embedded(Path.of(""), root, Ports.DEFAULT);
        var environment = Payara.environment(options, secrets(options));

        assertEquals(
                Set.of(
                        "INTERTIE_DB_URL",
                        "INTERTIE_DB_USER",
                        "INTERTIE_DB_PASSWORD",
                        "INTERTIE_DB_OWNER",
                        "INTERTIE_DB_OWNER_PASSWORD",
                        "INTERTIE_OIDC_ISSUER",
                        "INTERTIE_OIDC_CLIENT_ID",
                        "INTERTIE_OIDC_CLIENT_SECRET",
                        "INTERTIE_URL",
                        "INTERTIE_GATEWAY_PORT",
                        "INTERTIE_GATEWAY_URL",
                        "INTERTIE_GATEWAY_DRAIN_SECONDS",
                        "INTERTIE_MASTER_KEY",
                        "INTERTIE_DEMO",
                        "INTERTIE_DEMO_API_KEY",
                        "INTERTIE_DEMO_BUYER_MANAGEMENT_KEY",
                        "INTERTIE_DEMO_PROVIDER_MANAGEMENT_KEY",
                        "INTERTIE_DEMO_ADMIN_MANAGEMENT_KEY",
                        "INTERTIE_DEMO_ADMIN2_MANAGEMENT_KEY",
                        "INTERTIE_SANDBOX_URL",
                        "INTERTIE_CERTIFICATION_LOAD_SECONDS",
                        "INTERTIE_USAGE_LOG",
                        "INTERTIE_UPSTREAM_ALLOW_LOOPBACK"),
                environment.keySet());
        assertEquals(
                "jdbc:postgresql://127.0.0.1:8402/intertie", environment.get("INTERTIE_DB_URL"));
        assertEquals(
                "http://localhost:8401/realms/intertie", environment.get("INTERTIE_OIDC_ISSUER"));
    }

    @Test
    void serversThatSomebodyElseRunsAreHandedOver() {
        var options =
                MarketOptions.from(
                        Path.of(""),
                        Map.of(
                                "INTERTIE_VAR", root.toString(),
                                "INTERTIE_DB_URL", "jdbc:postgresql://db/x",
                                "INTERTIE_DB_USER", "someone",
                                "INTERTIE_DB_PASSWORD", "s3cret",
                                "INTERTIE_OIDC_ISSUER", "https://id.example/realms/x",
                                "INTERTIE_OIDC_CLIENT_SECRET", "cl1ent"));
        var environment = Payara.environment(options, secrets(options));

        assertEquals("jdbc:postgresql://db/x", environment.get("INTERTIE_DB_URL"));
        assertEquals("s3cret", environment.get("INTERTIE_DB_PASSWORD"));
        assertEquals("https://id.example/realms/x", environment.get("INTERTIE_OIDC_ISSUER"));
        assertEquals("cl1ent", environment.get("INTERTIE_OIDC_CLIENT_SECRET"));
    }

    @Test
    void noSecretIsAmongTheArguments() {
        var options = MarketOptions.embedded(Path.of(""), root, Ports.DEFAULT);
        var secrets = secrets(options);
        var folder = new VarFolder(root);
        List<String> arguments =
                Stream.concat(
                                new Payara(options, folder, secrets, Terminal.silent())
                                        .command().stream(),
                                new Keycloak(options, folder, secrets, Terminal.silent())
                                        .command().stream())
                        .toList();

        for (String secret : folder.secretsFile().read().values()) {
            assertFalse(arguments.stream().anyMatch(each -> each.contains(secret)));
        }
        assertTrue(arguments.contains("--nohazelcast"));
        assertTrue(arguments.contains("--rootDir"), "its classes must outlive its being stopped");
        assertFalse(arguments.contains("--nocluster"));
    }

    private Secrets secrets(MarketOptions options) {
        return Secrets.in(VarFolder.at(root), options);
    }
}
