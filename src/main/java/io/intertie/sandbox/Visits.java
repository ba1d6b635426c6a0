package io.intertie.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The last requests and the number of clients that left before their answer was whole.
final class Visits {
    private static final int KEPT = 1_000;

    private final Deque<Seen> last = new ArrayDeque<>();
    private final AtomicLong cancelled = new AtomicLong();

    void note(Seen seen) {
        synchronized (last) {
            if (last.size() == KEPT) {
                last.removeFirst();
            }
            last.addLast(seen);
        }
    }

    List<Seen> seen() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    void clientLeft() {
        cancelled.incrementAndGet();
    }

    long cancelled() {
        return cancelled.get();
    }
}
