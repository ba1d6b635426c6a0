package io.intertie.platform.config;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/// Settings for tests: nothing in them is real.
public final class TestSettings {
    private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static final Settings.Bank BANK =
            new Settings.Bank(
                    "Intertie demonstration market", "DE89370400440532013000", "INTRDEF0XXX");

    private static final Settings.Gateway GATEWAY =
            new Settings.Gateway(
                    InetAddress.getLoopbackAddress(),
                    0,
                    URI.create("http://localhost:9"),
                    Optional.empty(),
                    java.util.List.of(),
                    1_000,
                    java.time.Duration.ofSeconds(1));

    private TestSettings() {}

    public static Settings standard() {
        return of(MASTER_KEY, URI.create("http://localhost:9/realms/none"));
    }

    public static Settings ofMasterKey(String masterKey) {
        return of(masterKey, URI.create("http://localhost:9/realms/none"));
    }

    public static Settings ofIssuer(URI issuer) {
        return of(MASTER_KEY, issuer);
    }

    /// Settings with Stripe at an address, in test mode.
    public static Settings ofStripe(URI apiBase, String apiKey, String webhookSecret) {
        return of(
                MASTER_KEY,
                URI.create("http://localhost:9/realms/none"),
                Optional.of(
                        new Settings.Stripe(
                                new Secret(apiKey), new Secret(webhookSecret), apiBase)));
    }

    private static Settings of(String masterKey, URI issuer) {
        return of(masterKey, issuer, Optional.empty());
    }

    private static Settings of(String masterKey, URI issuer, Optional<Settings.Stripe> stripe) {
        return new Settings(
                URI.create("http://localhost:9"),
                issuer,
                "intertie-portal",
                new Secret("client-secret"),
                new Secret(masterKey),
                true,
                new Settings.Spending(
                        false, java.nio.file.Path.of("unused"), java.time.Duration.ZERO),
                BANK,
                stripe,
                Optional.empty(),
                new Settings.Feeds(
                        java.util.List.of(),
                        Optional.empty(),
                        java.util.List.of(),
                        Optional.empty()),
                java.time.Duration.ofSeconds(1),
                GATEWAY,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
