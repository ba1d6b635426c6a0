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
    private static final String CLOSED_BY_CLIENT = "08";

    private record Connection(InetAddress client, int clientPort, int localPort) {}

    private record Look(Set<Connection> left, long takenAtNanos) {}

    private volatile Look last = new Look(Set.of(), System.nanoTime() - FRESH_NANOS);

    /// Tells it of a request's client from now on.
    BooleanSupplier of(HttpServletRequest request) {
        var connection =
                new Connection(
                        InetAddress.ofLiteral(request.getRemoteAddr()),
                        request.getRemotePort(),
                        request.getLocalPort());
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
            try (var rows = Files.lines(table, StandardCharsets.US_ASCII)) {
                rows.skip(1)
                        .map(row -> row.strip().split("\\s+", 5))
                        .filter(row -> row.length == 5 && row[3].equals(CLOSED_BY_CLIENT))
                        .forEach(row -> left.add(connection(row[1], row[2])));
            } catch (IOException absent) {
                // A system without this table: the next write will tell.
            }
        }
        return left;
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
