package io.intertie.platform.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What the operator has set, read once from `INTERTIE_*` environment variables.
///
/// **Always true** a variable that nothing reads stops the start, so that a misspelt one cannot be
/// silently ignored (`SettingsTest`). docs/operations/settings.md is the table.
public record Settings(
        URI url,
        URI oidcIssuer,
        String oidcClientId,
        Secret oidcClientSecret,
        Secret masterKey,
        boolean upstreamLoopbackAllowed,
        Optional<Demonstration> demonstration) {

    /// The secrets that a demonstration market is seeded with, made by whoever starts it.
    public record Demonstration(
            URI sandboxUrl,
            Secret apiKey,
            Secret buyerManagementKey,
            Secret providerManagementKey,
            Secret adminManagementKey,
            Secret secondAdminManagementKey) {}

    /// Reads the settings from an environment; other programs' variables are not looked at.
    ///
    /// @throws IllegalStateException if one is missing, malformed or unknown; all are named
    public static Settings from(Map<String, String> environment) {
        var reader = new Reader(environment);
        // Read by the data source's definition, before any of our code runs.
        reader.text("INTERTIE_DB_URL");
        reader.text("INTERTIE_DB_USER");
        reader.text("INTERTIE_DB_PASSWORD");
        // Read by the migrations.
        reader.optional("INTERTIE_DB_OWNER");
        reader.optional("INTERTIE_DB_OWNER_PASSWORD");
        var settings = read(reader);
        reader.refuseWhatIsLeft();
        return settings;
    }

    private static Settings read(Reader reader) {
        return new Settings(
                reader.uri("INTERTIE_URL"),
                reader.uri("INTERTIE_OIDC_ISSUER"),
                reader.text("INTERTIE_OIDC_CLIENT_ID"),
                reader.secret("INTERTIE_OIDC_CLIENT_SECRET"),
                reader.secret("INTERTIE_MASTER_KEY"),
                reader.flag("INTERTIE_UPSTREAM_ALLOW_LOOPBACK"),
                reader.flag("INTERTIE_DEMO")
                        ? Optional.of(demonstration(reader))
                        : Optional.empty());
    }

    private static Demonstration demonstration(Reader reader) {
        return new Demonstration(
                reader.uri("INTERTIE_SANDBOX_URL"),
                reader.secret("INTERTIE_DEMO_API_KEY"),
                reader.secret("INTERTIE_DEMO_BUYER_MANAGEMENT_KEY"),
                reader.secret("INTERTIE_DEMO_PROVIDER_MANAGEMENT_KEY"),
                reader.secret("INTERTIE_DEMO_ADMIN_MANAGEMENT_KEY"),
                reader.secret("INTERTIE_DEMO_ADMIN2_MANAGEMENT_KEY"));
    }

    private static final class Reader {
        private final Map<String, String> left = new HashMap<>();
        private final List<String> faults = new ArrayList<>();

        Reader(Map<String, String> environment) {
            environment.forEach((name, value) -> {
                if (name.startsWith("INTERTIE_")) {
                    left.put(name, value);
                }
            });
        }

        String text(String name) {
            var value = left.remove(name);
            if (value == null || value.isBlank()) {
                faults.add(name + " is not set");
                return "";
            }
            return value;
        }

        void optional(String name) {
            left.remove(name);
        }

        Secret secret(String name) {
            return new Secret(text(name));
        }

        boolean flag(String name) {
            return Boolean.parseBoolean(Optional.ofNullable(left.remove(name)).orElse("false"));
        }

        URI uri(String name) {
            return parsed(name, text(name), URI::create, URI.create("http://unset"));
        }

        private <T> T parsed(String name, String value, Function<String, T> parse, T otherwise) {
            try {
                return parse.apply(value);
            } catch (IllegalArgumentException malformed) {
                faults.add(name + " is malformed");
                return otherwise;
            }
        }

        void refuseWhatIsLeft() {
            left.keySet().stream().sorted().forEach(name -> faults.add(name + " is not known"));
            if (!faults.isEmpty()) {
                throw new IllegalStateException("Settings: " + String.join("; ", faults));
            }
        }
    }
}
