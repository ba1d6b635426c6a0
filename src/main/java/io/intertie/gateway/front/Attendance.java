package io.intertie.gateway.front;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// How many exchanges are under way on the portal's port, and whether more may come.
final class Attendance {
    private final AtomicInteger present = new AtomicInteger();
    private volatile boolean isLeaving;

    /// Counts one more, unless the node is being stopped.
    boolean enter() {
        present.incrementAndGet();
        if (isLeaving) {
            exit();
            return false;
        }
        return true;
    }

    void exit() {
        present.decrementAndGet();
    }

    void leave() {
        isLeaving = true;
    }

    /// Returns when all have gone, or their time has.
    void awaitEmpty(long endNanos) {
        while (present.get() > 0 && System.nanoTime() < endNanos) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
