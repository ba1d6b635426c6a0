package io.intertie.bench;

import io.intertie.metering.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// What it costs that a request's usage is durable before its last byte leaves: `deploy/bench log`.
public final class LogBench {
    private static final int ROUNDS = 5;
    private static final int THREADS = 2;
    private static final int RECORDS = 150_000;

    /// Requests of a thread that wait for their record at once.
    private static final int WAITING = 1_024;

    private LogBench() {}

    public static void main(String... arguments) throws Exception {
        var load = Machine.load();
        var folder = Files.createDirectories(Path.of("target/log-bench"));
        var cost = new double[ROUNDS];
        var rate = new double[ROUNDS];
        var expected = 0;
        try (var log = new TestLog(folder)) {
            append(log);
            expected += THREADS * RECORDS;
            for (int round = 0; round < ROUNDS; round++) {
                var cpu = Machine.cpu();
                var begin = System.nanoTime();
                append(log);
                var nanos = System.nanoTime() - begin;
                expected += THREADS * RECORDS;
                cost[round] = Machine.cpu().minus(cpu).toNanos() / 1e3 / (THREADS * RECORDS);
                rate[round] = THREADS * RECORDS / (nanos / 1e9);
            }
        }
        int left;
        try (var log = new TestLog(folder)) {
            left = log.left();
        }
        Arrays.sort(cost);
        Arrays.sort(rate);
        System.out.printf(
                "`deploy/bench log`: %d cores, load %s before and %s after, Java %s.%n%n",
                Machine.cores(), load, Machine.load(), Machine.java());
        System.out.println("| durable usage | least | median | most |");
        System.out.println("|---|---|---|---|");
        System.out.printf(
                "| CPU µs a record | %.1f | %.1f | %.1f |%n",
                cost[0], cost[ROUNDS / 2], cost[ROUNDS - 1]);
        System.out.printf(
                "| records a second | %,.0f | %,.0f | %,.0f |%n",
                rate[0], rate[ROUNDS / 2], rate[ROUNDS - 1]);
        System.out.printf("%nWritten %,d, read again %,d.%n", expected, left);
        remove(folder);
        if (left != expected) {
            System.exit(1);
        }
    }

    private static void append(TestLog log) throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < THREADS; i++) {
                all.add(
                        threads.submit(() -> {
                            var room = new Semaphore(WAITING);
                            for (int n = 0; n < RECORDS; n++) {
                                room.acquireUninterruptibly();
                                var _ =
                                        log.append(new UUID(Thread.currentThread().threadId(), n))
                                                .thenRun(room::release);
                            }
                            room.acquireUninterruptibly(WAITING);
                        }));
            }
            for (var one : all) {
                one.get();
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
