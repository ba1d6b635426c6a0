package io.intertie.metering;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What a node has served and not put on the books.
///
/// Who asks faster than the books follow waits for them. To hold strictly instead would be slower:
/// each such request has a journey and a journal of its own, and locks the wallet for the batches.
final class Backlog {
    private final int behind;
    private final int most;
    private final Duration patience;
    private final AtomicInteger size = new AtomicInteger();
    private final Object nearer = new Object();
    private volatile boolean isAway;

    /// With `behind` records to book a new request waits, no longer than `patience`; with `most` of
    /// them none is taken.
    Backlog(int behind, int most, Duration patience) {
        this.behind = behind;
        this.most = most;
        this.patience = patience;
    }

    int size() {
        return size.get();
    }

    /// One more record is durable.
    void add() {
        size.incrementAndGet();
    }

    /// Some records are on the books.
    void booked(int records) {
        size.addAndGet(-records);
        tell(false);
    }

    /// The books cannot be reached: there is nothing to wait for.
    void booksAreAway() {
        tell(true);
    }

    private void tell(boolean areAway) {
        isAway = areAway;
        synchronized (nearer) {
            nearer.notifyAll();
        }
    }

    /// Whether one more request may be taken; waits a little where the books are behind.
    boolean hasRoom() {
        if (isBehind()) {
            await();
        }
        return size.get() < most;
    }

    /// Whether one more request may be taken without waiting.
    boolean hasRoomNow() {
        return !isBehind() && size.get() < most;
    }

    private boolean isBehind() {
        return size.get() >= behind && !isAway;
    }

    private void await() {
        var until = System.nanoTime() + patience.toNanos();
        synchronized (nearer) {
            for (var left = patience.toNanos();
                    left > 0 && isBehind();
                    left = until - System.nanoTime()) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(nearer, left);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}
