package io.intertie.embedded;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void withoutVariablesTheyAreTheDocumentedOnes() {
        assertEquals(new Ports(8400, 8401, 8405, 8402, 8403, 8404), Ports.from(Map.of()));
    }

    @Test
    void eachVariableMovesItsPort() {
        var ports = new Ports(1, 2, 3, 4, 5, 6);

        assertEquals(ports, Ports.from(ports.variables()));
    }

    @Test
    void aVariableThatHoldsNoPortIsNamed() {
        assertSaid("INTERTIE_PORT=many", () -> Ports.from(Map.of("INTERTIE_PORT", "many")));
        assertSaid("INTERTIE_DB_PORT=0", () -> Ports.from(Map.of("INTERTIE_DB_PORT", "0")));
        assertSaid("INTERTIE_DB_PORT=70000", () -> Ports.from(Map.of("INTERTIE_DB_PORT", "70000")));
    }

    @Test
    void onePortForTwoPartsIsRefused() {
        assertSaid("INTERTIE_KEYCLOAK_PORT", () -> new Ports(8400, 8400, 3, 4, 5, 6));
    }

    @Test
    void aTakenPortIsNamedWithWhatWantsItAndTheVariableToSet() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            var ports = new Ports(1, port, 3, 4, 5, 6);

            assertSaid(
                    "Port %d is taken and Keycloak wants it".formatted(port),
                    () -> ports.requireFree(false, true));
            assertSaid("INTERTIE_KEYCLOAK_PORT", () -> ports.requireFree(false, true));
        }
    }

    @Test
    void thePortOfAPartThatRunsElsewhereMayBeTaken() throws IOException {
        var free = new Ports(freePort(), 2, 3, 4, freePort(), 0);
        try (var database = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = database.getLocalPort();
            var ports = new Ports(free.portal(), 2, 3, taken, free.sandbox(), 0);

            assertDoesNotThrow(() -> ports.requireFree(false, false));
            assertSaid("INTERTIE_DB_PORT", () -> ports.requireFree(true, false));
        }
    }

    @Test
    void onlyTheGatewayMayStayClosed() throws IOException {
        var closed = new Ports(freePort(), 2, 3, 4, freePort(), 0);
        assertDoesNotThrow(() -> closed.requireFree(false, false));
        assertEquals(0, Ports.from(Map.of("INTERTIE_GATEWAY_PORT", "0")).gateway());

        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var taken =
                    new Ports(closed.portal(), 2, 3, 4, closed.sandbox(), server.getLocalPort());
            assertSaid("INTERTIE_GATEWAY_PORT", () -> taken.requireFree(false, false));
        }
        assertSaid("INTERTIE_GATEWAY_PORT", () -> new Ports(1, 2, 3, 4, 5, 5));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void assertSaid(String words, Runnable attempt) {
        var problem = assertThrows(MarketProblem.class, attempt::run);
        assertTrue(problem.words().contains(words), problem.words());
    }
}
