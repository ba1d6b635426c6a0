package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.catalog.ListingChanged;
import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.admission.KnownKeys.Reading;
import io.intertie.gateway.routing.Router;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
    private static final UUID LISTING = new UUID(1, 1);
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicInteger taken = new AtomicInteger();
    private volatile long pauseMillis;
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final Callers callers =
            new Callers(_ -> new Reading(List.of(), List.of()), now::get, clock);
    private final Snapshots snapshots = new Snapshots(this::taken, callers, clock);

    @Test
    void beforeTheFirstOneTheMarketIsAway() {
        var refused = assertThrows(Problem.class, snapshots::current);
        assertEquals(ProblemType.UNAVAILABLE, refused.type());
    }

    @Test
    @Tag("lesson-24")
    void whileTheDatabaseIsAwayTheLastOneServesForAMinute() {
        snapshots.refresh();
        away.set(true);
        now.set(NOW.plusSeconds(59));
        assertThrows(IllegalStateException.class, snapshots::refresh);
        assertEquals(NOW, snapshots.current().takenAt());
        now.set(NOW.plusSeconds(60));
        assertThrows(Problem.class, snapshots::current);
        away.set(false);
        snapshots.refresh();
        assertEquals(NOW.plusSeconds(60), snapshots.current().takenAt());
    }

    @Test
    void whoeverWasRefusedByAnOlderOneGetsANewerOneOnce() throws Exception {
        snapshots.refresh();
        now.set(NOW.plusSeconds(1));
        assertEquals(NOW.plusSeconds(1), since(NOW.plusMillis(1)).takenAt());
        assertEquals(2, taken.get());
        assertEquals(NOW.plusSeconds(1), since(NOW.plusMillis(1)).takenAt());
        assertEquals(2, taken.get());
    }

    /// A large market is not read at each change, and who tells of one does not wait.
    @Test
    void whereAReadingTakesLongAChangeWaitsForNone() throws Exception {
        snapshots.refresh();
        snapshots.onListing(new ListingChanged(LISTING));
        assertEquals(2, taken.get());
        pauseMillis = 250;
        snapshots.refresh();
        assertEquals(3, taken.get());
        var begun = System.nanoTime();
        for (int n = 0; n < 100; n++) {
            snapshots.onListing(new ListingChanged(LISTING));
        }
        assertTrue(System.nanoTime() - begun < 200_000_000);
        now.set(NOW.plusSeconds(2));
        since(now.get());
        assertTrue(taken.get() <= 5, taken + " readings of 100 changes");
    }

    private Snapshot since(Instant instant) throws Exception {
        return snapshots.newer(instant).toCompletableFuture().get();
    }

    private Snapshot taken() {
        taken.incrementAndGet();
        LockSupport.parkNanos(pauseMillis * 1_000_000);
        if (away.get()) {
            throw new IllegalStateException("away");
        }
        var origin = new Admission.Origin(URI.create("http://localhost"), now.get());
        var nobody = new Admission(origin, callers.known(), List.of());
        return new Snapshot(nobody, new Router(List.of()), now.get());
    }
}
