package io.intertie.platform.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private final Map<String, String> environment =
            new HashMap<>(
                    Map.of(
                            "INTERTIE_URL", "http://localhost:8080",
                            "INTERTIE_DB_URL", "jdbc:postgresql://localhost/intertie",
                            "INTERTIE_DB_USER", "intertie",
                            "INTERTIE_DB_PASSWORD", "db-secret",
                            "INTERTIE_OIDC_ISSUER", "http://localhost:8081/realms/intertie",
                            "INTERTIE_OIDC_CLIENT_ID", "portal",
                            "INTERTIE_OIDC_CLIENT_SECRET", "oidc-secret",
                            "INTERTIE_MASTER_KEY", "master-secret"));

    @Test
    void theSettingsAreWhatTheEnvironmentSays() {
        environment.put("PATH", "/usr/bin");
        var settings = Settings.from(environment);
        assertEquals(URI.create("http://localhost:8080"), settings.url());
        assertEquals("portal", settings.oidcClientId());
        assertEquals("master-secret", settings.masterKey().reveal());
        assertFalse(settings.upstreamLoopbackAllowed());
        assertTrue(settings.demonstration().isEmpty());
    }

    @Test
    void aVariableThatNothingReadsStopsTheStart() {
        environment.put("INTERTIE_OIDC_ISUER", "http://localhost");
        assertTrue(refusal().contains("INTERTIE_OIDC_ISUER is not known"), refusal());
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        environment.remove("INTERTIE_MASTER_KEY");
        environment.put("INTERTIE_OIDC_CLIENT_ID", " ");
        environment.put("INTERTIE_URL", "http://a b");
        var refusal = refusal();
        assertTrue(refusal.contains("INTERTIE_MASTER_KEY is not set"), refusal);
        assertTrue(refusal.contains("INTERTIE_OIDC_CLIENT_ID is not set"), refusal);
        assertTrue(refusal.contains("INTERTIE_URL is malformed"), refusal);
    }

    @Test
    @Tag("lesson-13")
    void stripeDoesNotStartWithoutItsWebhookSecret() {
        environment.put("INTERTIE_STRIPE_API_KEY", "sk_test_secret");
        assertTrue(refusal().contains("INTERTIE_STRIPE_WEBHOOK_SECRET is not set"), refusal());
        environment.put("INTERTIE_STRIPE_WEBHOOK_SECRET", "  ");
        assertTrue(refusal().contains("INTERTIE_STRIPE_WEBHOOK_SECRET is not set"), refusal());
        assertFalse(refusal().contains("sk_test"), refusal());

        environment.put("INTERTIE_STRIPE_WEBHOOK_SECRET", "whsec_secret");
        var stripe = Settings.from(environment).stripe().orElseThrow();
        assertEquals(URI.create("https://api.stripe.com"), stripe.apiBase());
        assertFalse(stripe.isLive());
        environment.put("INTERTIE_STRIPE_API_KEY", "sk_live_secret");
        assertTrue(Settings.from(environment).stripe().orElseThrow().isLive());
    }

    @Test
    void theEcbsFileIsFetchedFromAWebAddressIfAtAll() {
        assertTrue(Settings.from(environment).ecbRates().isEmpty());
        environment.put("INTERTIE_FX_ECB_URL", "https://www.ecb.europa.eu/daily.xml");
        assertEquals(
                "www.ecb.europa.eu", Settings.from(environment).ecbRates().orElseThrow().getHost());
        for (var wrong : new String[] {"file:///etc/passwd", "daily.xml", "https://u:p@host/x"}) {
            environment.put("INTERTIE_FX_ECB_URL", wrong);
            assertTrue(refusal().contains("INTERTIE_FX_ECB_URL is no http or"), refusal());
        }
    }

    @Test
    void electricityPricesAreFetchedFromWebAddressesIfAtAll() {
        assertTrue(Settings.from(environment).feeds().entsoe().isEmpty());
        environment.put("INTERTIE_FEED_ENTSOE_URL", "https://a.example/api https://b.example/api");
        environment.put("INTERTIE_FEED_ENTSOE_TOKEN", "token-secret");
        var feeds = Settings.from(environment).feeds();
        assertEquals(2, feeds.entsoe().size());
        assertEquals("b.example", feeds.entsoe().get(1).getHost());
        assertFalse(Settings.from(environment).toString().contains("token-secret"));
        environment.put("INTERTIE_FEED_TARIFF_TABLE_URL", "file:///etc/passwd");
        assertTrue(refusal().contains("INTERTIE_FEED_TARIFF_TABLE_URL is no http or"), refusal());
    }

    @Test
    void theGatewayHasAPortOfItsOwnWhereItIsGivenOne() {
        var off = Settings.from(environment).gateway();
        assertFalse(off.isOpen());
        assertEquals(URI.create("http://localhost:8080"), off.url());

        environment.put("INTERTIE_GATEWAY_PORT", "0");
        assertFalse(Settings.from(environment).gateway().isOpen());

        environment.put("INTERTIE_GATEWAY_PORT", "8081");
        var open = Settings.from(environment).gateway();
        assertTrue(open.isOpen());
        assertEquals(8081, open.port());
        assertEquals("127.0.0.1", open.address().getHostAddress());
        assertEquals(URI.create("http://localhost:8081"), open.url());
        assertEquals(20, open.drain().toSeconds());

        environment.put("INTERTIE_GATEWAY_URL", "https://api.example");
        assertEquals(URI.create("https://api.example"), Settings.from(environment).gateway().url());

        environment.put("INTERTIE_GATEWAY_PORT", "70000");
        assertTrue(refusal().contains("INTERTIE_GATEWAY_PORT takes 0 to 65535"), refusal());
    }

    @Test
    void aProxyIsTrustedByItsAddressOnly() {
        assertEquals(List.of(), Settings.from(environment).gateway().trustedProxies());
        environment.put("INTERTIE_TRUSTED_PROXIES", "10.0.0.0/8, ::1");
        assertEquals(
                "[10.0.0.0/8, 0:0:0:0:0:0:0:1]",
                Settings.from(environment).gateway().trustedProxies().toString());
        environment.put("INTERTIE_TRUSTED_PROXIES", "proxy.example");
        assertTrue(refusal().contains("INTERTIE_TRUSTED_PROXIES takes addresses"), refusal());
    }

    @Test
    void tlsNeedsACertificateAndItsKeyThatCanBeRead(@TempDir Path folder) throws IOException {
        environment.put("INTERTIE_GATEWAY_PORT", "8081");
        var certificate = Files.writeString(folder.resolve("certificate.pem"), "");
        environment.put("INTERTIE_GATEWAY_TLS_CERTIFICATE", certificate.toString());
        assertTrue(refusal().contains("INTERTIE_GATEWAY_TLS_KEY go together"), refusal());
        environment.put("INTERTIE_GATEWAY_TLS_KEY", folder.resolve("absent.pem").toString());
        assertTrue(refusal().contains("INTERTIE_GATEWAY_TLS_KEY is no file"), refusal());
        environment.put("INTERTIE_GATEWAY_TLS_KEY", certificate.toString());
        var gateway = Settings.from(environment).gateway();
        assertEquals(certificate, gateway.tls().orElseThrow().certificate());
        assertEquals(URI.create("https://localhost:8081"), gateway.url());

        environment.put("INTERTIE_UPSTREAM_TLS_TRUST", folder.resolve("absent.pem").toString());
        assertTrue(refusal().contains("INTERTIE_UPSTREAM_TLS_TRUST is no file"), refusal());
    }

    @Test
    void aDemonstrationNeedsItsSecrets() {
        environment.put("INTERTIE_DEMO", "true");
        assertTrue(refusal().contains("INTERTIE_DEMO_API_KEY is not set"), refusal());
    }

    @Test
    void neitherSettingsNorRefusalsPrintASecret() {
        assertFalse(Settings.from(environment).toString().contains("-secret"));
        environment.put("INTERTIE_TYPO", "typo-secret");
        assertFalse(refusal().contains("-secret"), refusal());
        assertEquals("•••", new Secret("s").toString());
    }

    @Test
    void aMailServerIsReadFromItsAddressAndItsPasswordIsNeverTold() {
        environment.put("INTERTIE_SMTP_URL", "smtp://market%40a:p%40ss+word@mail.example");
        environment.put("INTERTIE_SMTP_FROM", "notices@market.example");
        var server = Settings.from(environment).mail().orElseThrow();
        assertEquals("mail.example", server.host());
        assertEquals(587, server.port());
        assertTrue(server.needsTls());
        assertEquals("market@a", server.credentials().orElseThrow().user());
        assertEquals("p@ss+word", server.credentials().orElseThrow().password().reveal());
        assertFalse(server.toString().contains("p@ss"), server.toString());
        environment.put("INTERTIE_SMTP_URL", "smtps://mail.example");
        assertEquals(465, Settings.from(environment).mail().orElseThrow().port());
    }

    @Test
    void aMalformedMailServerIsRefusedWithoutRepeatingIt() {
        environment.put("INTERTIE_SMTP_FROM", "notices@market.example");
        for (var url :
                java.util.List.of(
                        "http://u:hidden@mail.example",
                        "smtp://u:hid den@mail.example",
                        "smtp://u:hidden@mail.example/inbox",
                        "smtp://:hidden@mail.example",
                        "smtp:hidden")) {
            environment.put("INTERTIE_SMTP_URL", url);
            assertTrue(refusal().contains("INTERTIE_SMTP_URL takes"), refusal());
            assertFalse(refusal().contains("hid"), refusal());
        }
        environment.put("INTERTIE_SMTP_URL", "smtp://mail.example");
        environment.put("INTERTIE_SMTP_FROM", "a@b.example, c@d.example");
        assertTrue(refusal().contains("INTERTIE_SMTP_FROM is no"), refusal());
        environment.remove("INTERTIE_SMTP_FROM");
        assertTrue(refusal().contains("INTERTIE_SMTP_FROM is no"), refusal());
    }

    private String refusal() {
        return String.valueOf(
                assertThrows(IllegalStateException.class, () -> Settings.from(environment))
                        .getMessage());
    }
}
