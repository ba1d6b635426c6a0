package io.intertie.metering;

import io.intertie.ledger.TestLedger;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Pool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/// A gateway node in a process of its own, which serves until it is killed, and tells by its output
/// what it was asked and what it has answered.
public final class NodeProcess {
    static final int CALLERS = 8;

    private NodeProcess() {}

    /// What a node told: requests that began, and those of them that were answered.
    ///
    /// Answers in the order in which they were told.
    public record Told(Set<UUID> asked, Set<UUID> answered) {
        public Told() {
            this(ConcurrentHashMap.newKeySet(), Collections.synchronizedSet(new LinkedHashSet<>()));
        }
    }

    /// Starts a node on a folder, with a database and so many wallets.
    public static Process start(Path folder, String url, int wallets) throws IOException {
        return start(folder, url, wallets, Duration.ZERO);
    }

    /// The same, whose answers go before its log by so much at most.
    static Process start(Path folder, String url, int wallets, Duration ahead) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeProcess.class.getName(),
                        folder.toString(),
                        url,
                        Integer.toString(wallets),
                        ahead.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Reads what a node tells until it ends. A line that was cut off by the kill is no answer.
    public static void hear(Process node, Told told) {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(node.getInputStream(), StandardCharsets.US_ASCII))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("ask .{36}\\.")) {
                    told.asked().add(UUID.fromString(line.substring(4, 40)));
                } else if (line.matches("ack .{36}\\.")) {
                    told.answered().add(UUID.fromString(line.substring(4, 40)));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static UUID buyer(int n) {
        return new UUID(0, 1 + n);
    }

    public static void main(String... arguments) {
        var calls = new TestCalls();
        var ledger = TestLedger.on(new Database(Pool.of(arguments[1], 4)), calls.clock());
        var ahead = Duration.parse(arguments[3]);
        var node = calls.node(Path.of(arguments[0]), ledger, ahead);
        var wallets = Integer.parseInt(arguments[2]);
        try (var pool = Executors.newFixedThreadPool(CALLERS)) {
            for (int i = 0; i < CALLERS; i++) {
                var _ = pool.submit(() -> serve(calls, node, wallets));
            }
        }
    }

    private static void serve(TestCalls calls, TestNode node, int wallets) {
        while (true) {
            var id = calls.id();
            var buyer = buyer(ThreadLocalRandom.current().nextInt(wallets));
            tell("ask " + id + ".");
            if (node.metering().reserve(calls.ceiling(id, buyer)) instanceof Reservation.Reserved) {
                node.metering().record(calls.served(id, buyer));
                tell("ack " + id + ".");
            }
        }
    }

    /// Told when it returns: a kill takes nothing of it back.
    private static synchronized void tell(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
