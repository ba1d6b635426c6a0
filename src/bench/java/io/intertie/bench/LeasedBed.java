package io.intertie.bench;

import io.intertie.ledger.TestLedger;
import io.intertie.metering.Reservation;
import io.intertie.metering.TestCalls;
import io.intertie.metering.TestNode;
import io.intertie.platform.persistence.DurableServer;
import io.intertie.platform.persistence.UuidV7;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/// A gateway node that leases what it spends, with its log beside the database.
final class LeasedBed implements AutoCloseable {
    private static final int CALLERS = 256;

    private final TestCalls calls = new TestCalls();
    private final Path folder;
    private final TestNode node;

    LeasedBed(Path folder, DurableServer server) {
        this.folder = folder;
        this.node = calls.node(folder, TestLedger.on(server.node(16), calls.clock()));
    }

    /// Requests of so many wallets for so long, until the last is on the books.
    String serve(int wallets, Duration time) throws Exception {
        var begin = System.nanoTime();
        var end = begin + time.toNanos();
        Callable<long[]> caller = () -> served(wallets, end);
        var took = new ArrayList<long[]>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : pool.invokeAll(Collections.nCopies(CALLERS, caller))) {
                took.add(one.get());
            }
        }
        node.settle();
        var span = Duration.ofNanos(System.nanoTime() - begin);
        var sorted = took.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Figures(sorted, span).toString();
    }

    private long[] served(int wallets, long end) {
        var took = new long[1 << 10];
        var count = 0;
        while (System.nanoTime() < end) {
            var start = System.nanoTime();
            request(Bed.buyer(ThreadLocalRandom.current().nextInt(wallets)));
            if (count == took.length) {
                took = Arrays.copyOf(took, 2 * count);
            }
            took[count++] = System.nanoTime() - start;
        }
        return Arrays.copyOf(took, count);
    }

    private void request(UUID buyer) {
        var id = UuidV7.at(calls.clock().instant());
        var outcome = node.metering().reserve(calls.ceiling(id, buyer));
        if (!(outcome instanceof Reservation.Reserved)) {
            throw new IllegalStateException(outcome.toString());
        }
        node.metering().record(calls.served(id, buyer));
    }

    @Override
    public void close() throws Exception {
        node.close();
        Trash.empty(folder);
    }
}
