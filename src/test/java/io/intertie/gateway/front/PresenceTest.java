package io.intertie.gateway.front;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// On Linux's own tables of sockets: of both kinds, for a server that listens everywhere keeps its
/// connections in the newer one.
class PresenceTest {
    private final Presence presence = new Presence();

    @Test
    void aClientThatHasClosedIsNoLongerThere() throws Exception {
        seesWhoLeaves(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")));
    }

    @Test
    void alsoWhereTheServerListensEverywhere() throws Exception {
        seesWhoLeaves(new ServerSocket(0));
    }

    private void seesWhoLeaves(ServerSocket listening) throws Exception {
        var port = listening.getLocalPort();
        var leaving = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        try (listening;
                var _ = listening.accept();
                var staying = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
                var _ = listening.accept()) {
            var first = client(leaving, port);
            var second = client(staying, port);
            assertTrue(first.getAsBoolean());
            leaving.close();
            for (int looks = 0; looks < 100 && first.getAsBoolean(); looks++) {
                Thread.sleep(50);
            }
            assertFalse(first.getAsBoolean());
            assertTrue(second.getAsBoolean());
        }
    }

    private BooleanSupplier client(Socket socket, int port) {
        return presence.of(socket.getLocalAddress(), socket.getLocalPort(), port);
    }
}
