package io.intertie.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The embedded Keycloak with the realm `intertie`, imported at its first start.
final class Keycloak implements Part {
    static final String ADMIN = "admin";

    private final MarketOptions options;
    private final VarFolder folder;
    private final Secrets secrets;
    private final Terminal terminal;
    private final Child child;

    Keycloak(MarketOptions options, VarFolder folder, Secrets secrets, Terminal terminal) {
        this.options = options;
        this.folder = folder;
        this.secrets = secrets;
        this.terminal = terminal;
        var spec = ChildSpec.server("keycloak", title(), command(), environment());
        this.child = new Child(spec, folder, HealthCheck.http(healthUrl()), terminal);
    }

    /// How the portal reaches the embedded realm.
    static IdentityAccess access(MarketOptions options, Secrets secrets) {
        return new IdentityAccess(
                "http://localhost:%d/realms/intertie".formatted(options.ports().keycloak()),
                secrets.of("INTERTIE_OIDC_CLIENT_SECRET"));
    }

    @Override
    public String title() {
        return "Keycloak";
    }

    @Override
    public String address() {
        return "http://localhost:" + options.ports().keycloak();
    }

    @Override
    public void start() {
        var build = KeycloakBuild.in(options.dist(), folder, terminal);
        if (!Files.exists(addressFile())) {
            // Killed before its first start was whole: nothing in it is anybody's yet.
            VarFolder.delete(folder.keycloak());
        }
        build.furnish(folder.keycloak());
        writeRealm();
        child.start();
        followThePortal();
    }

    @Override
    public boolean isUp() {
        return HealthCheck.http(healthUrl()).passes();
    }

    @Override
    public void close() {
        child.close();
    }

    List<String> command() {
        var arguments =
                List.of(
                        "start",
                        "--optimized",
                        "--import-realm",
                        "--cache=local",
                        "--http-enabled=true",
                        "--http-host=127.0.0.1",
                        "--http-port=" + options.ports().keycloak(),
                        "--http-management-host=127.0.0.1",
                        "--http-management-port=" + options.ports().keycloakManagement(),
                        "--http-management-scheme=http",
                        "--hostname=" + address());
        return KeycloakBuild.command(folder.keycloak(), folder, "-Xmx192m", arguments);
    }

    private Map<String, String> environment() {
        return Files.exists(addressFile())
                ? Map.of()
                : Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        secrets.of("KEYCLOAK_ADMIN_PASSWORD"));
    }

    private void writeRealm() {
        Path template = options.project().resolve("deploy/keycloak/realm.json");
        try {
            var realm = new Realm(Files.readString(template));
            Path filled = folder.keycloak().resolve("data/import/intertie-realm.json");
            EnvFile.writePrivate(filled, realm.filled(secrets));
        } catch (IOException e) {
            throw new MarketProblem("%s cannot be read.".formatted(template), e);
        }
    }

    /// An imported realm knows the portal by the address of that day; ports may have changed since.
    private void followThePortal() {
        try {
            String now = options.portalUrl();
            boolean known = Files.exists(addressFile());
            if (known && !Files.readString(addressFile()).equals(now)) {
                var admin = new RealmAdmin(address(), secrets.of("KEYCLOAK_ADMIN_PASSWORD"));
                admin.movePortal(Secrets.CLIENT_ID, now);
            }
            Files.writeString(addressFile(), now);
        } catch (IOException e) {
            throw new MarketProblem("Keycloak could not be told the portal's address.", e);
        }
    }

    /// Written when the first start is whole; holds the portal's address that the realm knows.
    private Path addressFile() {
        return folder.keycloak().resolve("portal-address");
    }

    private String healthUrl() {
        return "http://127.0.0.1:%d/health/ready".formatted(options.ports().keycloakManagement());
    }
}
