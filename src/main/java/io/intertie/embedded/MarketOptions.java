package io.intertie.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How one market is to run: where its parts come from, where its data goes, who brings what.
///
/// @param project the folder of `pom.xml`; the servers lie in its `target/dist`
/// @param data the folder for everything that must survive, `var/` by default
/// @param database an external PostgreSQL in place of the embedded one
/// @param identity an external Keycloak in place of the embedded one
/// @param portal what the portal alone reads, handed on as it is: the card processor, the bank,
///   where exchange rates come from
/// @param fastStart Payara runs on the quick compiler alone: half the start, a lower peak
public record MarketOptions(
        Path project,
        Path data,
        Ports ports,
        Optional<DatabaseAccess> database,
        Optional<IdentityAccess> identity,
        Map<String, String> portal,
        boolean fastStart) {
    private static final String CERTIFICATE = "INTERTIE_GATEWAY_TLS_CERTIFICATE";
    private static final String DRAIN = "INTERTIE_GATEWAY_DRAIN_SECONDS";

    private static final Set<String> PORTALS =
            Set.of(
                    "INTERTIE_STRIPE_API_KEY",
                    "INTERTIE_STRIPE_WEBHOOK_SECRET",
                    "INTERTIE_STRIPE_API_BASE",
                    "INTERTIE_SPENDING",
                    "INTERTIE_ANSWER",
                    "INTERTIE_BANK_HOLDER",
                    "INTERTIE_BANK_IBAN",
                    "INTERTIE_BANK_BIC",
                    "INTERTIE_FX_ECB_URL",
                    "INTERTIE_FEED_ENTSOE_URL",
                    "INTERTIE_FEED_ENTSOE_TOKEN",
                    "INTERTIE_FEED_ENERGY_CHARTS_URL",
                    "INTERTIE_FEED_TARIFF_TABLE_URL",
                    "INTERTIE_SMTP_URL",
                    "INTERTIE_SMTP_FROM",
                    "INTERTIE_GATEWAY_ADDRESS",
                    CERTIFICATE,
                    "INTERTIE_GATEWAY_TLS_KEY",
                    "INTERTIE_GATEWAY_CONNECTIONS",
                    DRAIN,
                    "INTERTIE_TRUSTED_PROXIES",
                    "INTERTIE_UPSTREAM_TLS_TRUST");

    private static final Set<String> OTHERS =
            Set.of(
                    "INTERTIE_VAR",
                    "INTERTIE_FAST_START",
                    "INTERTIE_DB_URL",
                    "INTERTIE_DB_USER",
                    "INTERTIE_DB_PASSWORD",
                    "INTERTIE_DB_OWNER",
                    "INTERTIE_DB_OWNER_PASSWORD",
                    "INTERTIE_OIDC_ISSUER",
                    "INTERTIE_OIDC_CLIENT_SECRET");

    /// Absolute folders, whatever the caller's working directory.
    public MarketOptions {
        project = project.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        portal = Map.copyOf(portal);
        var _ = drain(portal);
    }

    /// A market of its own: embedded servers, data in `data`, started fast.
    public static MarketOptions embedded(Path project, Path data, Ports ports) {
        return new MarketOptions(
                project, data, ports, Optional.empty(), Optional.empty(), Map.of(), true);
    }

    /// What the `INTERTIE_*` variables ask for.
    ///
    /// @throws MarketProblem if a variable is unknown, malformed, or lacks its companion
    public static MarketOptions from(Path project, Map<String, String> environment) {
        refuseUnknown(environment);
        return new MarketOptions(
                project,
                project.resolve(text(environment, "INTERTIE_VAR").orElse("var")),
                Ports.from(environment),
                text(environment, "INTERTIE_DB_URL").map(url -> database(url, environment)),
                text(environment, "INTERTIE_OIDC_ISSUER").map(uri -> identity(uri, environment)),
                portal(environment),
                isTrue(environment, "INTERTIE_FAST_START"));
    }

    /// The variables that lead to these options again.
    Map<String, String> variables() {
        var variables = new LinkedHashMap<>(ports.variables());
        variables.putAll(portal);
        variables.put("INTERTIE_VAR", data.toString());
        variables.put("INTERTIE_FAST_START", Boolean.toString(fastStart));
        database.ifPresent(external -> {
            variables.put("INTERTIE_DB_URL", external.url());
            variables.put("INTERTIE_DB_USER", external.user());
            variables.put("INTERTIE_DB_PASSWORD", external.password());
            external.owner()
                    .ifPresent(owner -> {
                        variables.put("INTERTIE_DB_OWNER", owner.user());
                        variables.put("INTERTIE_DB_OWNER_PASSWORD", owner.password());
                    });
        });
        identity.ifPresent(external -> {
            variables.put("INTERTIE_OIDC_ISSUER", external.issuer());
            variables.put("INTERTIE_OIDC_CLIENT_SECRET", external.clientSecret());
        });
        return variables;
    }

    /// The gateway node's own log.
    Path usageLog() {
        return data.resolve("usage");
    }

    Path dist() {
        return project.resolve("target/dist");
    }

    String portalUrl() {
        return "http://localhost:" + ports.portal();
    }

    /// The gateway's own address; the portal's where it has none.
    String gatewayUrl() {
        if (ports.gateway() == 0) {
            return portalUrl();
        }
        var scheme = portal.containsKey(CERTIFICATE) ? "https" : "http";
        return scheme + "://localhost:" + ports.gateway();
    }

    /// How long the gateway's open answers may go on when it is stopped: the portal is told this,
    /// and the launcher waits for it.
    Duration drain() {
        return drain(portal);
    }

    private static Duration drain(Map<String, String> portal) {
        String seconds = portal.getOrDefault(DRAIN, "20");
        if (!seconds.matches("[1-9]\\d{0,3}")) {
            throw new MarketProblem(DRAIN + "=%s: say a number of seconds.".formatted(seconds));
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    String keycloakUrl() {
        return identity.map(IdentityAccess::server).orElse("http://localhost:" + ports.keycloak());
    }

    String sandboxUrl() {
        return "http://127.0.0.1:%d/v1".formatted(ports.sandbox());
    }

    private static DatabaseAccess database(String url, Map<String, String> environment) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new MarketProblem("INTERTIE_DB_URL must begin with jdbc:postgresql:");
        }
        return new DatabaseAccess(
                url,
                companion(environment, "INTERTIE_DB_URL", "INTERTIE_DB_USER"),
                companion(environment, "INTERTIE_DB_URL", "INTERTIE_DB_PASSWORD"),
                text(environment, "INTERTIE_DB_OWNER").map(owner -> owner(owner, environment)));
    }

    private static DatabaseAccess.Owner owner(String owner, Map<String, String> environment) {
        return new DatabaseAccess.Owner(
                owner, companion(environment, "INTERTIE_DB_OWNER", "INTERTIE_DB_OWNER_PASSWORD"));
    }

    private static IdentityAccess identity(String issuer, Map<String, String> environment) {
        if (!issuer.matches("https?://[^/]+/.+")) {
            throw new MarketProblem(
                    "INTERTIE_OIDC_ISSUER=%s is no issuer: it looks like https://host/realms/name."
                            .formatted(issuer));
        }
        return new IdentityAccess(
                issuer,
                companion(environment, "INTERTIE_OIDC_ISSUER", "INTERTIE_OIDC_CLIENT_SECRET"));
    }

    private static Map<String, String> portal(Map<String, String> environment) {
        var portal = new LinkedHashMap<String, String>();
        for (String name : PORTALS) {
            text(environment, name).ifPresent(value -> portal.put(name, value));
        }
        if (portal.containsKey("INTERTIE_STRIPE_API_KEY")) {
            companion(environment, "INTERTIE_STRIPE_API_KEY", "INTERTIE_STRIPE_WEBHOOK_SECRET");
        }
        return Map.copyOf(portal);
    }

    private static String companion(Map<String, String> environment, String given, String name) {
        return text(environment, name)
                .orElseThrow(
                        () -> new MarketProblem("%s is set: set %s too.".formatted(given, name)));
    }

    private static boolean isTrue(Map<String, String> environment, String name) {
        String value = text(environment, name).orElse("true");
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new MarketProblem("%s=%s: say true or false.".formatted(name, value));
        };
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static void refuseUnknown(Map<String, String> environment) {
        for (String name : environment.keySet()) {
            boolean known =
                    !name.startsWith("INTERTIE_")
                            || OTHERS.contains(name)
                            || PORTALS.contains(name)
                            || Ports.DEFAULT.variables().containsKey(name)
                            || Secrets.SHARED_NAMES.contains(name);
            if (!known) {
                throw new MarketProblem(
                        "%s is set, and nothing reads it: see deploy/README.md for the variables."
                                .formatted(name));
            }
        }
    }
}
