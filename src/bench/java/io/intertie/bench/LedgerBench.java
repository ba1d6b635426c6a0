package io.intertie.bench;

import io.intertie.fx.TestQuotes;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.platform.persistence.DatabaseAway;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.DurableServer;
import io.intertie.settlement.TestSettlement;
import io.intertie.settlement.WindowClosing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;

/// What the ledger does in a second, on a fresh PostgreSQL whose commits reach the disk.
public final class LedgerBench implements AutoCloseable {
    private static final int THREADS = 8;
    private static final UUID SETTLED = new UUID(2, 2);
    private static final Actor ADMIN =
            new Actor("bench", Actor.OPERATOR, Set.of(Role.ADMIN), "127.0.0.1");

    private final BenchOptions options;
    private final DurableServer server;
    private final List<String> table = new ArrayList<>();
    private Bed bed;

    private LedgerBench(BenchOptions options, Path folder) throws IOException {
        this.options = options;
        this.server = DurableServer.in(folder);
        this.bed = Bed.on(server.node());
    }

    /// Measures, prints the table, and writes it where `--write FILE` says.
    public static void main(String... arguments) throws Exception {
        var options = BenchOptions.of(arguments);
        var folder = Files.createTempDirectory(options.folder(), "bench");
        try (var bench = new LedgerBench(options, folder)) {
            bench.measure();
            var text = String.join("\n", bench.table) + "\n";
            System.out.println(text);
            options.write("ledger", text);
        } finally {
            Trash.empty(folder);
        }
    }

    private void measure() throws Exception {
        var load = Machine.load();
        bed.fillWallets();
        strict();
        cost(10_000);
        leased();
        cost(options.rows());
        closeWindow();
        recovery();
        table.addAll(0, head(load));
    }

    private List<String> head(String load) throws IOException {
        return List.of(
                "`deploy/bench ledger "
                        + String.join(" ", options.arguments())
                        + "`: "
                        + Machine.cores()
                        + " cores, load "
                        + load
                        + " before and "
                        + Machine.load()
                        + " after, PostgreSQL "
                        + server.setting("server_version")
                        + ", fsync "
                        + server.setting("fsync")
                        + ", synchronous_commit "
                        + server.setting("synchronous_commit")
                        + ", Java "
                        + Machine.java()
                        + ", "
                        + THREADS
                        + " threads. Processor time is that of node and server together.",
                "",
                "| what | figure | processor time |",
                "|---|---|---|");
    }

    private void row(String what, String figure, Duration cpu) {
        System.err.println(what + ": " + figure);
        table.add("| " + what + " | " + figure + " | " + Figures.seconds(cpu) + " |");
    }

    private interface Measure {
        String figure() throws Exception;
    }

    /// Measures with the processor time of node and server.
    private void row(String what, Measure measure) throws Exception {
        var before = cpu();
        var figure = measure.figure();
        row(what, figure, cpu().minus(before));
    }

    /// Of this process and of the server's.
    private Duration cpu() throws IOException {
        return server.processes().map(Machine::cpu).reduce(Machine.cpu(), Duration::plus);
    }

    private void strict() throws Exception {
        var time = Duration.ofSeconds(options.seconds());
        // On two cores the compiler is done after some twenty seconds, and takes a third until
        // then.
        Figures.of(THREADS, Duration.ofSeconds(20), (thread, n) -> bed.holdAndCapture(any()));
        row(
                "strict hold + capture, 1,000 wallets",
                () -> Figures.of(THREADS, time, (thread, n) -> bed.holdAndCapture(any())) + "");
        row(
                "strict hold + capture, one hot wallet",
                () -> Figures.of(THREADS, time, (t, n) -> bed.holdAndCapture(Bed.buyer(7))) + "");
    }

    /// Callers wait for the node's log; the rate is that of requests which are on the books.
    private void leased() throws Exception {
        try (var node = new LeasedBed(Files.createTempDirectory(options.folder(), "log"), server)) {
            for (var wallets : List.of(Bed.WALLETS, 16, 1)) {
                node.serve(wallets, Duration.ofSeconds(2));
                row(
                        "lease, %,d wallets, 256 callers".formatted(wallets),
                        () -> node.serve(wallets, Duration.ofSeconds(options.seconds())));
            }
        }
    }

    private static UUID any() {
        return Bed.buyer(ThreadLocalRandom.current().nextInt(Bed.WALLETS));
    }

    /// One thread, so that nothing waits for anything but the disk.
    private void cost(long rows) throws Exception {
        var missing = rows - bed.usageRows();
        if (missing > 0) {
            bed.past(missing, Bed.PROVIDER);
        }
        Figures.of(1, Duration.ofSeconds(2), (thread, n) -> bed.meteredRequest(any()));
        row(
                "a metered request, one thread, at %,d usage rows".formatted(bed.usageRows()),
                () ->
                        Figures.of(
                                        1,
                                        Duration.ofSeconds(options.seconds()),
                                        (thread, n) -> bed.meteredRequest(any()))
                                .percentiles());
    }

    private void closeWindow() throws Exception {
        bed.past(options.window(), SETTLED);
        var clock = Clock.systemUTC();
        var quotes = TestQuotes.on(bed.ledger.database(), clock);
        var settled = TestSettlement.on(bed.ledger, quotes, clock);
        var window = settled.settlements().open(SETTLED, Bed.CNY);
        row(
                "closing a window of %,d usage records".formatted(options.window()),
                () -> {
                    var start = System.nanoTime();
                    var outcome = settled.closing().close(window.id(), ADMIN);
                    if (!(outcome instanceof WindowClosing.Outcome.Done done)
                            || done.statement().requests() != options.window()) {
                        throw new IllegalStateException(outcome.toString());
                    }
                    return Figures.seconds(Duration.ofNanos(System.nanoTime() - start));
                });
    }

    /// From the start after kill -9 under load to the first request that is served whole.
    private void recovery() throws Exception {
        var killer = Thread.ofPlatform().start(this::killSoon);
        try {
            Figures.of(THREADS, Duration.ofMinutes(1), (thread, n) -> bed.holdAndCapture(any()));
        } catch (ExecutionException killed) {
            var cause = killed.getCause();
            if (!(cause instanceof DatabaseAway || cause instanceof DatabaseFailed)) {
                throw killed;
            }
        }
        killer.join();
        var before = Machine.cpu();
        var start = System.nanoTime();
        server.restart();
        bed = Bed.on(server.node());
        bed.holdAndCapture(any());
        var took = Duration.ofNanos(System.nanoTime() - start);
        row(
                "kill -9 under load to the first accepted request, at %,d usage rows"
                        .formatted(bed.usageRows()),
                Figures.seconds(took),
                cpu().minus(before));
    }

    private void killSoon() {
        try {
            Thread.sleep(3_000);
            server.kill();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
