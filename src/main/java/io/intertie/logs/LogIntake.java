package io.intertie.logs;

import io.intertie.platform.crypto.Seal;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseAway;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Logs on their way into the database: taken in at once, sealed and written a moment later.
///
/// **Always true** `add` takes no lock and asks no database; what does not fit is lost and counted,
/// and holds nothing up (`LogIntakeTest`).
@ApplicationScoped
public class LogIntake {
    private static final Duration FLUSH = Duration.ofMillis(500);
    private static final int MOST_WAITING = 10_000;
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final int BATCH = 100;
    private static final long BATCH_BYTES = 8L * 1024 * 1024;

    private final LogStore store;
    private final Clock clock;
    private final long mostBytes;
    private final Queue<Log> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder lost = new LongAdder();
    private List<Log> unwritten = List.of();

    @Inject
    public LogIntake(Database database, Seal seal, Clock clock) {
        this(database, seal, clock, MOST_BYTES);
    }

    LogIntake(Database database, Seal seal, Clock clock, long mostBytes) {
        this.store = new LogStore(database, seal);
        this.clock = clock;
        this.mostBytes = mostBytes;
    }

    /// Takes a log in, unless too much waits.
    public void add(Log log) {
        var fits = count.incrementAndGet() <= MOST_WAITING;
        if (fits && bytes.addAndGet(log.bytes()) > mostBytes) {
            bytes.addAndGet(-log.bytes());
            fits = false;
        }
        if (!fits) {
            count.decrementAndGet();
            lost.increment();
            return;
        }
        waiting.add(log);
    }

    /// How many logs this node has lost since its start.
    public long lost() {
        return lost.sum();
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        jobs.every("logs", FLUSH, this::flush);
    }

    /// Writes what waits. While the database is away a batch is held back, and the rest waits.
    @PreDestroy
    public synchronized void flush() {
        while (true) {
            if (unwritten.isEmpty()) {
                unwritten = taken();
            }
            if (unwritten.isEmpty()) {
                return;
            }
            try {
                store.add(unwritten, clock.instant());
                written();
            } catch (DatabaseAway away) {
                return;
            } catch (RuntimeException failed) {
                lost.add(unwritten.size());
                written();
                throw failed;
            }
        }
    }

    /// Until here they count among what waits.
    private void written() {
        bytes.addAndGet(-unwritten.stream().mapToLong(Log::bytes).sum());
        count.addAndGet(-unwritten.size());
        unwritten = List.of();
    }

    private List<Log> taken() {
        var batch = new ArrayList<Log>();
        long size = 0;
        while (batch.size() < BATCH && size < BATCH_BYTES) {
            var next = waiting.poll();
            if (next == null) {
                break;
            }
            size += next.bytes();
            batch.add(next);
        }
        return batch;
    }
}
