package io.intertie.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Tells whether the other end of a connection is still there, without writing to it.
///
/// The JDK's server learns of a client that left only by writing, so a silent answer would never
/// hear of it; Linux says so in its table of sockets. Where there is no such table everybody counts
/// as present, and the next write tells.
final class Presence {
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String ESTABLISHED = "01";
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /// What the table says of one connection; a row can be missed while the table changes.
    enum Sight {
        HERE,
        LEFT,
        UNSEEN
    }

    private final int serverPort;
    private Map<Integer, Boolean> openByClientPort = Map.of();
    private boolean readable = true;
    private long takenAtNanos = System.nanoTime() - FRESH_NANOS;

    Presence(int serverPort) {
        this.serverPort = serverPort;
    }

    synchronized Sight of(int clientPort) {
        if (System.nanoTime() - takenAtNanos >= FRESH_NANOS) {
            look();
        }
        if (!readable) {
            return Sight.HERE;
        }
        Boolean open = openByClientPort.get(clientPort);
        return open == null ? Sight.UNSEEN : open ? Sight.HERE : Sight.LEFT;
    }

    private void look() {
        Map<Integer, Boolean> seen = new HashMap<>();
        boolean anyTable = false;
        for (Path table : TABLES) {
            try {
                List<String> rows = Files.readAllLines(table, StandardCharsets.US_ASCII);
                rows.stream().skip(1).forEach(row -> read(row, seen));
                anyTable = true;
            } catch (IOException absent) {
                // A system without this table: the other one may still know.
            }
        }
        readable = anyTable;
        openByClientPort = seen;
        takenAtNanos = System.nanoTime();
    }

    private void read(String row, Map<Integer, Boolean> seen) {
        String[] columns = row.strip().split("\\s+", 5);
        if (columns.length == 5 && port(columns[1]) == serverPort) {
            seen.put(port(columns[2]), columns[3].equals(ESTABLISHED));
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }
}
