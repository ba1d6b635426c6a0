package io.intertie.bench;

import io.intertie.gateway.GrownMarket;
import io.intertie.platform.persistence.DurableServer;
import io.intertie.platform.persistence.Pool;
import io.netty.util.ResourceLeakDetector;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.UUID;

/// A node that grows, its database, and its callers in another process.
final class Grown implements AutoCloseable {
    static final int CALLS = 6_000;
    private static final int ROUNDS = 5;
    private static final int WARM_UP = 20_000;

    final GrownMarket market;
    final GrownData data;
    private final DurableServer server;
    private final Process callers;
    private final BufferedReader answers;

    /// What a request cost. **Units** microseconds of the node's and of the database's processor
    /// time; `nanos` is the median time of an answer.
    record Cost(double least, double median, double database, double nanos) {
        @Override
        public String toString() {
            return "%.0f | %.0f | %.0f | %.2f ms".formatted(least, median, database, nanos / 1e6);
        }
    }

    Grown(Path folder) throws IOException {
        server = DurableServer.in(folder);
        market =
                new GrownMarket(
                        Pool.of(server.url(), 16), server.node(16), folder.resolve("usage"));
        // The test's front looks for leaks at each touch; a node now and then.
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
        data = new GrownData(market.database(), "http://127.0.0.1:" + GrowthCallers.MOCK + "/v1");
        callers =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                GrowthCallers.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        answers = callers.inputReader(StandardCharsets.UTF_8);
        if (!"ready".equals(answers.readLine())) {
            throw new IOException("the callers do not start");
        }
    }

    DurableServer server() {
        return server;
    }

    /// Lets the market have what was written behind its back.
    void listings(int count, long keys) {
        data.listings(count);
        data.keys(keys, count / GrownData.OFFERS);
        var buyers = new ArrayList<UUID>();
        for (int n = 0; n < GrownData.BUYERS; n++) {
            buyers.add(GrownData.buyer(n));
        }
        market.notice(buyers);
    }

    /// Calls of so many keys, in rounds, after some that warm it up.
    Cost calls(int keys, int models) throws Exception {
        ask(WARM_UP, keys, models);
        var node = new double[ROUNDS];
        var nanos = new double[ROUNDS];
        var database = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            var before = Machine.cpu();
            var books = books();
            nanos[round] = ask(CALLS, keys, models);
            node[round] = Machine.cpu().minus(before).toNanos() / 1e3 / CALLS;
            database[round] = (books() - books) / 1e3 / CALLS;
        }
        return new Cost(least(node), Figures.median(node), least(database), Figures.median(nanos));
    }

    private static double least(double... all) {
        var least = Double.MAX_VALUE;
        for (var one : all) {
            least = Math.min(least, one);
        }
        return least;
    }

    private long books() throws IOException {
        return server.processes().mapToLong(one -> Machine.cpu(one).toNanos()).sum();
    }

    private double ask(int requests, int keys, int models) throws Exception {
        var port = URI.create(market.url().toString()).getPort();
        var out = callers.outputWriter(StandardCharsets.UTF_8);
        out.write("%d %d %d %d%n".formatted(port, requests, keys, models));
        out.flush();
        var told = answers.readLine().split(" ", -1);
        if (!told[0].equals("0")) {
            throw new IllegalStateException(told[0] + " of " + requests + " failed");
        }
        market.settle();
        return Double.parseDouble(told[1]);
    }

    @Override
    public void close() throws Exception {
        callers.outputWriter(StandardCharsets.UTF_8).close();
        callers.waitFor();
        market.close();
        server.close();
    }
}
