package io.intertie.gateway.front;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Who is being served by way of the portal's port, and whether more may come.
final class Attendance {
    // What a client that is cut needs to be told of and written down.
    private static final Duration CUTTING = Duration.ofSeconds(1);

    private final Set<FacadeClient> present = ConcurrentHashMap.newKeySet();
    private volatile boolean isLeaving;

    /// Lets one more in, unless the node is being stopped.
    boolean enter(FacadeClient client) {
        present.add(client);
        if (isLeaving) {
            exit(client);
            return false;
        }
        return true;
    }

    void exit(FacadeClient client) {
        present.remove(client);
    }

    /// From now on nobody is let in.
    void leave() {
        isLeaving = true;
    }

    /// Returns when all have gone; who is there when the time is over is cut.
    void awaitEmpty(long endNanos) {
        if (!isEmptyBy(endNanos)) {
            present.forEach(FacadeClient::gone);
            isEmptyBy(System.nanoTime() + CUTTING.toNanos());
        }
    }

    private boolean isEmptyBy(long endNanos) {
        while (!present.isEmpty() && System.nanoTime() < endNanos) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return present.isEmpty();
    }
}
