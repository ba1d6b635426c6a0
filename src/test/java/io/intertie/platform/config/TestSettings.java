package io.intertie.platform.config;

import java.net.URI;
import java.util.Optional;

/// Settings for tests: nothing in them is real.
public final class TestSettings {
    private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

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

    private static Settings of(String masterKey, URI issuer) {
        return new Settings(
                URI.create("http://localhost:9"),
                issuer,
                "intertie-portal",
                new Secret("client-secret"),
                new Secret(masterKey),
                true,
                Optional.empty());
    }
}
