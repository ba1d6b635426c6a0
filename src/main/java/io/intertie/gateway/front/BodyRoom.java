package io.intertie.gateway.front;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of requests a node keeps at once, over all of its connections.
final class BodyRoom {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    BodyRoom(long most) {
        this.most = most;
    }

    /// A part of the heap that leaves the rest of the node its own.
    static BodyRoom usual() {
        return new BodyRoom(Runtime.getRuntime().maxMemory() / 4);
    }

    boolean take(int bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void give(int bytes) {
        if (bytes > 0) {
            taken.addAndGet(-bytes);
        }
    }

    long taken() {
        return taken.get();
    }
}
