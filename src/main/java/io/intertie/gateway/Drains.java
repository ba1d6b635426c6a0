package io.intertie.gateway;

import io.intertie.catalog.Listing;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// The answers that this node reads on though their clients have left: so many of a listing, so
/// long and so much of each as it is bounded here.
@ApplicationScoped
class Drains {
    /// So many answers of a listing are drained at once; who leaves then is cancelled.
    static final int MOST_OF_A_LISTING = 16;

    /// So much is read of each.
    static final long MOST_BYTES = 1024 * 1024;

    // After the fronts, whose clients leave when they close; whoever says nothing is at 2500.
    private static final int AFTER_THE_FRONTS = 200;
    private static final Duration STOPPING = Duration.ofSeconds(1);

    private final ConcurrentHashMap<UUID, Integer> counts = new ConcurrentHashMap<>();
    private final Set<Place> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isStopping;

    /// One answer that is drained, from when its client left until it is on record.
    final class Place implements AutoCloseable {
        private final UUID listingId;
        private final Runnable stop;
        private long bytes;

        private Place(UUID listingId, Runnable stop) {
            this.listingId = listingId;
            this.stop = stop;
        }

        /// Whether so much more may have come.
        boolean takes(int more) {
            bytes += more;
            return bytes <= MOST_BYTES;
        }

        @Override
        public void close() {
            if (open.remove(this)) {
                leave(listingId);
            }
        }
    }

    /// A place to drain an answer of a listing, if the listing wants that and there is room; it is
    /// told by `stop`, on any thread, when the node cannot wait any longer.
    Optional<Place> enter(Listing listing, Runnable stop) {
        if (listing.drainSeconds() == 0 || isStopping) {
            return Optional.empty();
        }
        if (counts.merge(listing.id(), 1, Integer::sum) > MOST_OF_A_LISTING) {
            leave(listing.id());
            return Optional.empty();
        }
        var place = new Place(listing.id(), stop);
        open.add(place);
        if (isStopping) {
            place.close();
            return Optional.empty();
        }
        return Optional.of(place);
    }

    private void leave(UUID listingId) {
        counts.computeIfPresent(listingId, (_, count) -> count == 1 ? null : count - 1);
    }

    /// How many are drained now.
    int count() {
        return open.size();
    }

    void end(
            @Observes @Priority(AFTER_THE_FRONTS) @BeforeDestroyed(ApplicationScoped.class)
                    Object context) {
        stop();
    }

    /// Ends all of them, and waits until they are on record.
    void stop() {
        isStopping = true;
        open.forEach(place -> place.stop.run());
        var end = System.nanoTime() + STOPPING.toNanos();
        while (!open.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
