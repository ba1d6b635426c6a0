package io.intertie.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// What a request costs a node as the market grows, and what the node keeps and reads for it:
/// `deploy/bench growth`.
///
/// It grows step by step, so each line is of everything above it. The node has the heap that
/// `deploy/start` gives it.
public final class GrowthBench {
    private static final int FEW = 100;
    private static final int MANY = 1_000_000;
    private static final int READ_OUTS = 41;

    private final BenchOptions options;
    private final Grown grown;
    private final List<String> table = new ArrayList<>();
    private int listings;
    private int keys;
    private long rows;
    private long past;

    private GrowthBench(BenchOptions options, Grown grown) {
        this.options = options;
        this.grown = grown;
    }

    public static void main(String... arguments) throws Exception {
        var options = BenchOptions.of(arguments);
        var folder = Files.createTempDirectory(options.folder(), "bench");
        try (var grown = new Grown(folder)) {
            var bench = new GrowthBench(options, grown);
            var load = Machine.load();
            bench.measure();
            bench.table.addAll(0, bench.head(load));
            var text = String.join("\n", bench.table) + "\n";
            System.out.println(text);
            options.write("growth", text);
        } finally {
            Trash.empty(folder);
        }
    }

    private void measure() throws Exception {
        grow(10, FEW, 10_000);
        fund();
        // Until the compiler has little left to do.
        var _ = grown.calls(FEW, 1);
        var _ = grown.calls(FEW, 1);
        point(FEW);
        for (long next = 1_000_000; next <= options.rows(); next *= 10) {
            grow(10, FEW, next);
            point(FEW);
        }
        grow(1_000, FEW, rows);
        point(FEW);
        grow(10_000, FEW, rows);
        point(FEW);
        grow(10_000, 10_000, rows);
        point(10_000);
        grow(10_000, MANY, rows);
        point(10_000);
        point(MANY);
    }

    private void fund() {
        for (int n = 0; n < GrownData.BUYERS; n++) {
            grown.market.fund(GrownData.buyer(n), "1000000");
        }
    }

    private void grow(int listingCount, int keyCount, long usageRows) {
        listings = listingCount;
        keys = keyCount;
        rows = usageRows;
        grown.listings(listings, keys);
        var missing = rows - past;
        if (missing > 0) {
            if (past == 0) {
                grown.market.fund(GrownData.buyer(0), "1000000");
            }
            Bed.on(grown.server().node())
                    .past(missing, Bed.PROVIDER, GrownData.buyer(0), GrownData.key(0));
            past = rows;
        }
    }

    /// Calls of so many of the keys.
    private void point(int called) throws Exception {
        var models = listings / GrownData.OFFERS;
        var cost = grown.calls(called, models);
        var row =
                "| %,d | %,d | %,d | %,d | %s | %s | %.1f ms | %s | %.1f ms | %.1f ms |"
                        .formatted(
                                listings,
                                keys,
                                rows,
                                called,
                                cost,
                                heap(),
                                firstCall(),
                                reading(),
                                readOut("/v1/key", GrownData.secret(0)),
                                readOut("/v1/models/grown/m-0", ""));
        System.err.println(row);
        table.add(row);
    }

    /// What lives once everything that can go has gone, and how many keys the node knows.
    private String heap() {
        for (int round = 0; round < 3; round++) {
            System.gc();
        }
        var used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return "%.0f MiB, %,d".formatted(used / 1024.0 / 1024.0, grown.market.known());
    }

    /// The median time that a key's first call waits for the key.
    private double firstCall() throws InterruptedException {
        var millis = new double[READ_OUTS];
        for (int n = 0; n < READ_OUTS; n++) {
            Thread.sleep(40);
            var begun = System.nanoTime();
            grown.market.meet(GrownData.secret(keys - 1L - n));
            millis[n] = (System.nanoTime() - begun) / 1e6;
        }
        return Figures.median(millis);
    }

    /// A reading of what is offered: time and the node's processor time.
    private String reading() {
        var millis = new double[5];
        var cpu = new double[5];
        for (int n = 0; n < millis.length; n++) {
            var before = Machine.cpu();
            var begun = System.nanoTime();
            grown.market.refresh();
            millis[n] = (System.nanoTime() - begun) / 1e6;
            cpu[n] = Machine.cpu().minus(before).toNanos() / 1e6;
        }
        return "%.0f ms, %.0f ms".formatted(Figures.median(millis), Figures.median(cpu));
    }

    private double readOut(String path, String key) throws IOException {
        var millis = new double[READ_OUTS];
        for (int n = 0; n < READ_OUTS; n++) {
            var begun = System.nanoTime();
            var url = URI.create(grown.market.url() + path).toURL();
            var connection = (HttpURLConnection) url.openConnection();
            if (!key.isEmpty()) {
                connection.setRequestProperty("Authorization", "Bearer " + key);
            }
            try (var in = connection.getInputStream()) {
                in.readAllBytes();
            }
            millis[n] = (System.nanoTime() - begun) / 1e6;
        }
        return Figures.median(millis);
    }

    private List<String> head(String load) throws IOException {
        return List.of(
                "`%s`: %d cores, load %s before and %s after, PostgreSQL %s, Java"
                                .formatted(
                                        ("deploy/bench growth "
                                                        + String.join(" ", options.arguments()))
                                                .strip(),
                                        Machine.cores(),
                                        load,
                                        Machine.load(),
                                        grown.server().setting("server_version"))
                        + " "
                        + Machine.java()
                        + ", heap %d MiB."
                                .formatted(Runtime.getRuntime().maxMemory() / 1024 / 1024),
                "",
                "| listings | keys | usage rows | keys that call | CPU µs, least | median | database"
                        + " µs | p50 | live heap, keys known | a key's first call | offers read:"
                        + " time, CPU | `/v1/key` | `/v1/models/…` |",
                "|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    }
}
