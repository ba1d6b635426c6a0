package io.intertie.gateway.front;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Tells whether a client's connection is still open, without writing to it.
///
/// The server reports a closed connection only when it is written to, so a silent answer would
/// never hear of it; Linux says so in its table of sockets. Where there is none, everybody counts
/// as present and the next write tells. One look serves all who ask within its time.
@ApplicationScoped
class Presence {
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(90);
    // What Linux calls CLOSE_WAIT: the other end has closed, and this one has not yet.
    private static final byte[] CLOSED_BY_CLIENT = {'0', '8'};

    private record Connection(InetAddress client, int clientPort, int localPort) {}

    private record Look(Set<Connection> left, long takenAtNanos) {}

    private volatile Look last = new Look(Set.of(), System.nanoTime() - FRESH_NANOS);

    /// Tells it of a request's client from now on.
    BooleanSupplier of(HttpServletRequest request) {
        return of(
                InetAddress.ofLiteral(request.getRemoteAddr()),
                request.getRemotePort(),
                request.getLocalPort());
    }

    BooleanSupplier of(InetAddress client, int clientPort, int localPort) {
        var connection = new Connection(client, clientPort, localPort);
        return () -> !look().left().contains(connection);
    }

    private Look look() {
        if (isFresh(last)) {
            return last;
        }
        synchronized (this) {
            if (!isFresh(last)) {
                last = new Look(read(), System.nanoTime());
            }
            return last;
        }
    }

    private static boolean isFresh(Look look) {
        return System.nanoTime() - look.takenAtNanos() < FRESH_NANOS;
    }

    private static Set<Connection> read() {
        var left = new HashSet<Connection>();
        for (var table : TABLES) {
            try {
                read(Files.readAllBytes(table), left);
            } catch (IOException absent) {
                // A system without this table: the next write will tell.
            }
        }
        return left;
    }

    /// A busy node's table has thousands of rows, of which hardly one is of a client that has left:
    /// only those are made into text.
    private static void read(byte[] table, Set<Connection> left) {
        for (int at = next(table, 0, '\n'); at < table.length; at = next(table, at, '\n')) {
            // "  12: 0100007F:20D0 0100007F:D2F4 08 ...", its number as wide as it needs.
            var local = next(table, next(table, at, ':'), ' ');
            var remote = next(table, local, ' ');
            var state = next(table, remote, ' ');
            if (state + 1 < table.length
                    && table[state] == CLOSED_BY_CLIENT[0]
                    && table[state + 1] == CLOSED_BY_CLIENT[1]) {
                left.add(connection(text(table, local, remote), text(table, remote, state)));
            }
        }
    }

    /// Where what follows the next such character begins.
    private static int next(byte[] table, int from, char sign) {
        var at = from;
        while (at < table.length && table[at] != sign) {
            at++;
        }
        return Math.min(table.length, at + 1);
    }

    private static String text(byte[] table, int from, int to) {
        return new String(table, from, to - from, StandardCharsets.US_ASCII).strip();
    }

    private static Connection connection(String local, String remote) {
        return new Connection(address(remote), port(remote), port(local));
    }

    /// The address as the kernel prints it: words of four bytes, each the wrong way round.
    private static InetAddress address(String endpoint) {
        var printed = HexFormat.of().parseHex(endpoint.substring(0, endpoint.indexOf(':')));
        var address = new byte[printed.length];
        for (int at = 0; at < printed.length; at++) {
            address[at] = printed[(at & ~3) + 3 - (at & 3)];
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static int port(String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1), 16);
    }
}
