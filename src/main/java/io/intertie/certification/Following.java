package io.intertie.certification;

import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.DatabaseAway;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Tells followers of a run of each change, on whichever node it goes on, until it ends.
///
/// **Always true** a node has so many followers and no more, and of one run only a few; one that
/// has left is told nothing after the next sign of life (`FollowingTest`).
@ApplicationScoped
public class Following {
    private static final int FOLLOWERS = 200;
    private static final int OF_ONE_RUN = 12;
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(90);

    private final Certification certification;
    private final Jobs jobs;
    private final Semaphore places = new Semaphore(FOLLOWERS);
    private final Map<UUID, Integer> byRun = new ConcurrentHashMap<>();

    @Inject
    Following(Certification certification, Jobs jobs) {
        this.certification = certification;
        this.jobs = jobs;
    }

    /// Somebody who is told; to tell one who has left fails.
    public interface Follower extends AutoCloseable {
        /// The run as it is now; the last time it has ended.
        void told(Run run) throws IOException, InterruptedException;

        /// Nothing has changed for a while.
        void stillThere() throws IOException, InterruptedException;

        @Override
        void close();
    }

    /// Follows a run, on a thread of its own; tells whether there was a place for one more.
    public boolean follow(Run run, Follower follower) {
        if (!enter(run.id())) {
            return false;
        }
        var isFollowing = false;
        try {
            var _ = jobs.now("following " + run.id(), () -> keepTelling(run, follower));
            isFollowing = true;
            return true;
        } finally {
            if (!isFollowing) {
                leave(run.id());
            }
        }
    }

    private boolean enter(UUID run) {
        if (!places.tryAcquire()) {
            return false;
        }
        if (byRun.merge(run, 1, Integer::sum) <= OF_ONE_RUN) {
            return true;
        }
        leave(run);
        return false;
    }

    private void leave(UUID run) {
        byRun.computeIfPresent(run, (_, count) -> count == 1 ? null : count - 1);
        places.release();
    }

    /// How many follow now.
    int followers() {
        return FOLLOWERS - places.availablePermits();
    }

    private void keepTelling(Run run, Follower follower) {
        try (follower) {
            tell(run, follower);
        } catch (IOException left) {
            // Whoever does not read any more is not told any more.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            leave(run.id());
        }
    }

    private void tell(Run first, Follower follower) throws IOException, InterruptedException {
        var seen = first;
        var began = System.nanoTime();
        var told = began;
        follower.told(seen);
        while (seen.isRunning() && System.nanoTime() - began < LONGEST.toNanos()) {
            Thread.sleep(LOOK);
            var now = now(seen);
            if (!now.equals(seen)) {
                seen = now;
                told = System.nanoTime();
                follower.told(seen);
            } else if (System.nanoTime() - told > SIGN_OF_LIFE.toNanos()) {
                told = System.nanoTime();
                follower.stillThere();
            }
        }
    }

    // A database that is away for a moment ends nobody's stream.
    private Run now(Run seen) {
        try {
            return certification.run(seen.listingId(), seen.id()).orElse(seen);
        } catch (DatabaseAway away) {
            return seen;
        }
    }
}
