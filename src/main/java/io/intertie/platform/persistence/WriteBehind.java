package io.intertie.platform.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/// Things on their way into the database: taken in at once, written in batches a moment later.
///
/// For what a request leaves and nobody is owed. **Always true** `add` takes no lock and asks no
/// database; what does not fit is lost and counted, and holds nothing up (`WriteBehindTest`).
public final class WriteBehind<T> {
    private final Bound most;
    private final Bound batch;
    private final ToLongFunction<T> size;
    private final Consumer<List<T>> writing;
    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder lost = new LongAdder();
    private List<T> unwritten = List.of();

    /// How many things, and how many bytes of them.
    public record Bound(int things, long bytes) {}

    /// Things of whatever size: so many at most wait, and so many are written together.
    public WriteBehind(int things, int batch, Consumer<List<T>> writing) {
        this(new Bound(things, Long.MAX_VALUE), new Bound(batch, Long.MAX_VALUE), _ -> 0, writing);
    }

    /// Things that are counted by their `size`, too: `most` wait or are being written, and a batch
    /// ends with the thing that fills it.
    public WriteBehind(Bound most, Bound batch, ToLongFunction<T> size, Consumer<List<T>> writing) {
        this.most = most;
        this.batch = batch;
        this.size = size;
        this.writing = writing;
    }

    /// Takes a thing in, unless too much waits.
    public void add(T thing) {
        var own = size.applyAsLong(thing);
        if (count.incrementAndGet() <= most.things()) {
            if (bytes.addAndGet(own) <= most.bytes()) {
                waiting.add(thing);
                return;
            }
            bytes.addAndGet(-own);
        }
        count.decrementAndGet();
        lost.increment();
    }

    /// How many things were lost since the start.
    public long lost() {
        return lost.sum();
    }

    /// Writes what waits. While the database is away a batch is held back, and the rest waits; a
    /// batch that the database refuses is lost.
    public synchronized void flush() {
        while (true) {
            if (unwritten.isEmpty()) {
                unwritten = taken();
            }
            if (unwritten.isEmpty()) {
                return;
            }
            try {
                writing.accept(unwritten);
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
        bytes.addAndGet(-unwritten.stream().mapToLong(size).sum());
        count.addAndGet(-unwritten.size());
        unwritten = List.of();
    }

    private List<T> taken() {
        var next = new ArrayList<T>();
        long full = 0;
        while (next.size() < batch.things() && full < batch.bytes()) {
            var thing = waiting.poll();
            if (thing == null) {
                break;
            }
            full += size.applyAsLong(thing);
            next.add(thing);
        }
        return next;
    }
}
