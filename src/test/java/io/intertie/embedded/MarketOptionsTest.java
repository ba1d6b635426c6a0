package io.intertie.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarketOptionsTest {
    private static final Path PROJECT = Path.of("/somewhere");

    @Test
    void withoutVariablesEverythingIsEmbeddedInVar() {
        var options = MarketOptions.from(PROJECT, Map.of("PATH", "/bin"));

        assertEquals(
                MarketOptions.embedded(PROJECT, PROJECT.resolve("var"), Ports.DEFAULT), options);
        assertEquals("http://localhost:8400", options.portalUrl());
        assertEquals("http://localhost:8401", options.keycloakUrl());
    }

    @Test
    void aVariableThatNothingReadsIsNamed() {
        assertSaid("INTERTIE_PROT", Map.of("INTERTIE_PROT", "8500"));
    }

    @Test
    void aShellThatSourcedTheFileForScriptsMayStartTheMarketAgain() {
        var environment = new HashMap<String, String>();
        Secrets.SHARED_NAMES.forEach(name -> environment.put(name, "anything"));

        assertEquals(
                MarketOptions.from(PROJECT, Map.of()), MarketOptions.from(PROJECT, environment));
    }

    @Test
    void theGatewaysAddressFollowsItsPortAndItsCertificate() {
        assertEquals("http://localhost:8404", gatewayUrl(Map.of()));
        assertEquals("http://localhost:8400", gatewayUrl(Map.of("INTERTIE_GATEWAY_PORT", "0")));
        assertEquals(
                "https://localhost:9404",
                gatewayUrl(
                        Map.of(
                                "INTERTIE_GATEWAY_PORT", "9404",
                                "INTERTIE_GATEWAY_TLS_CERTIFICATE", "/etc/chain.pem",
                                "INTERTIE_GATEWAY_TLS_KEY", "/etc/key.pem")));
    }

    @Test
    void theLauncherWaitsLongerThanTheGatewayDrains() {
        var usual = MarketOptions.from(PROJECT, Map.of()).drain();
        assertTrue(Signals.GRACE.compareTo(usual.plusSeconds(10)) >= 0);

        var longer = MarketOptions.from(PROJECT, Map.of("INTERTIE_GATEWAY_DRAIN_SECONDS", "300"));
        assertEquals(300, longer.drain().toSeconds());
        assertSaid(
                "INTERTIE_GATEWAY_DRAIN_SECONDS=soon",
                Map.of("INTERTIE_GATEWAY_DRAIN_SECONDS", "soon"));
    }

    private static String gatewayUrl(Map<String, String> environment) {
        return MarketOptions.from(PROJECT, environment).gatewayUrl();
    }

    @Test
    void anExternalServerNeedsItsCredentials() {
        assertSaid("INTERTIE_DB_USER", Map.of("INTERTIE_DB_URL", "jdbc:postgresql://db/x"));
        assertSaid(
                "INTERTIE_OIDC_CLIENT_SECRET",
                Map.of("INTERTIE_OIDC_ISSUER", "https://id.example/realms/x"));
        assertSaid("jdbc:postgresql:", Map.of("INTERTIE_DB_URL", "postgres://db/x"));
        assertSaid("INTERTIE_OIDC_ISSUER", Map.of("INTERTIE_OIDC_ISSUER", "id.example"));
    }

    @Test
    void theVariablesOfARunningMarketLeadToTheSameMarket() {
        var variables =
                Map.of(
                        "INTERTIE_PORT", "9400",
                        "INTERTIE_VAR", "/elsewhere",
                        "INTERTIE_FAST_START", "false",
                        "INTERTIE_DB_URL", "jdbc:postgresql://db/x",
                        "INTERTIE_DB_USER", "someone",
                        "INTERTIE_DB_PASSWORD", "s3cret",
                        "INTERTIE_OIDC_ISSUER", "https://id.example/auth/realms/x",
                        "INTERTIE_OIDC_CLIENT_SECRET", "cl1ent");
        var options = MarketOptions.from(PROJECT, variables);

        assertEquals(options, MarketOptions.from(PROJECT, options.variables()));
        assertEquals("https://id.example/auth", options.keycloakUrl());
        assertFalse(options.fastStart());
    }

    @Test
    void noPasswordIsPrintedWithTheOptions() {
        var options =
                MarketOptions.from(
                        PROJECT,
                        Map.of(
                                "INTERTIE_DB_URL", "jdbc:postgresql://db/x",
                                "INTERTIE_DB_USER", "someone",
                                "INTERTIE_DB_PASSWORD", "s3cret",
                                "INTERTIE_OIDC_ISSUER", "https://id.example/realms/x",
                                "INTERTIE_OIDC_CLIENT_SECRET", "cl1ent"));

        assertFalse(options.toString().contains("s3cret"));
        assertFalse(options.toString().contains("cl1ent"));
    }

    private static void assertSaid(String words, Map<String, String> environment) {
        var problem =
                assertThrows(MarketProblem.class, () -> MarketOptions.from(PROJECT, environment));
        assertTrue(problem.words().contains(words), problem.words());
    }
}
