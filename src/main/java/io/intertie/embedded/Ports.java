package io.intertie.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// The six loopback ports of a market.
///
/// @param gateway of the gateway alone; 0 leaves it closed, and the portal's serves its paths
public record Ports(
        int portal, int keycloak, int keycloakManagement, int database, int sandbox, int gateway) {
    private static final String GATEWAY = "INTERTIE_GATEWAY_PORT";
    private static final List<Want> WANTS =
            List.of(
                    new Want("the portal", "INTERTIE_PORT"),
                    new Want("Keycloak", "INTERTIE_KEYCLOAK_PORT"),
                    new Want("Keycloak's management", "INTERTIE_KEYCLOAK_MANAGEMENT_PORT"),
                    new Want("PostgreSQL", "INTERTIE_DB_PORT"),
                    new Want("the sandbox provider", "INTERTIE_SANDBOX_PORT"),
                    new Want("the gateway", GATEWAY));

    /// What `deploy/start` listens on unless told otherwise.
    public static final Ports DEFAULT = new Ports(8400, 8401, 8405, 8402, 8403, 8404);

    /// @throws MarketProblem if one is out of range or two are the same
    public Ports {
        var seen = new HashSet<Integer>();
        for (Wish wish : wishes(portal, keycloak, keycloakManagement, database, sandbox, gateway)) {
            if (wish.port < 1 || wish.port > 65535) {
                throw new MarketProblem(
                        "%s=%d is no port: choose one from 1 to 65535."
                                .formatted(wish.variable, wish.port));
            }
            if (!seen.add(wish.port)) {
                throw new MarketProblem(
                        "Port %d is given twice: choose another for %s with %s."
                                .formatted(wish.port, wish.owner, wish.variable));
            }
        }
    }

    /// The default ports, each replaced by its variable where that is set.
    ///
    /// @throws MarketProblem if a variable holds no port
    public static Ports from(Map<String, String> environment) {
        return new Ports(
                port(environment, "INTERTIE_PORT", DEFAULT.portal),
                port(environment, "INTERTIE_KEYCLOAK_PORT", DEFAULT.keycloak),
                port(environment, "INTERTIE_KEYCLOAK_MANAGEMENT_PORT", DEFAULT.keycloakManagement),
                port(environment, "INTERTIE_DB_PORT", DEFAULT.database),
                port(environment, "INTERTIE_SANDBOX_PORT", DEFAULT.sandbox),
                port(environment, GATEWAY, DEFAULT.gateway));
    }

    Map<String, String> variables() {
        return Map.of(
                "INTERTIE_PORT",
                Integer.toString(portal),
                "INTERTIE_KEYCLOAK_PORT",
                Integer.toString(keycloak),
                "INTERTIE_KEYCLOAK_MANAGEMENT_PORT",
                Integer.toString(keycloakManagement),
                "INTERTIE_DB_PORT",
                Integer.toString(database),
                "INTERTIE_SANDBOX_PORT",
                Integer.toString(sandbox),
                GATEWAY,
                Integer.toString(gateway));
    }

    /// Fails with every port that somebody else holds, so that one look mends all.
    void requireFree(boolean embeddedDatabase, boolean embeddedKeycloak) {
        var taken = new ArrayList<String>();
        for (Wish wish : wishes()) {
            boolean wanted =
                    switch (wish.owner) {
                        case "PostgreSQL" -> embeddedDatabase;
                        case "Keycloak", "Keycloak's management" -> embeddedKeycloak;
                        default -> true;
                    };
            if (wanted && !isFree(wish.port)) {
                taken.add(
                        "Port %d is taken and %s wants it: free it, or choose another with %s."
                                .formatted(wish.port, wish.owner, wish.variable));
            }
        }
        if (!taken.isEmpty()) {
            throw new MarketProblem(String.join("\n", taken));
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int port(Map<String, String> environment, String name, int otherwise) {
        String text = environment.getOrDefault(name, "");
        if (text.isBlank()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new MarketProblem("%s=%s is no port number.".formatted(name, text), e);
        }
    }

    private List<Wish> wishes() {
        return wishes(portal, keycloak, keycloakManagement, database, sandbox, gateway);
    }

    /// Who wants which, in the order of the parameters; a gateway at 0 wants none.
    private static List<Wish> wishes(int... ports) {
        var wishes = new ArrayList<Wish>();
        for (int at = 0; at < ports.length; at++) {
            var want = WANTS.get(at);
            if (ports[at] != 0 || !want.variable.equals(GATEWAY)) {
                wishes.add(new Wish(ports[at], want.owner, want.variable));
            }
        }
        return wishes;
    }

    private record Want(String owner, String variable) {}

    private record Wish(int port, String owner, String variable) {}
}
