package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.admission.Strangers;
import io.intertie.gateway.routing.Router;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final AtomicBoolean away = new AtomicBoolean();
    private int taken;
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final Snapshots snapshots = new Snapshots(this::taken, clock);

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
        assertEquals(NOW.plusSeconds(1), snapshots.since(NOW.plusMillis(1)).takenAt());
        assertEquals(2, taken);
        assertEquals(NOW.plusSeconds(1), snapshots.since(NOW.plusMillis(1)).takenAt());
        assertEquals(2, taken);
    }

    private Snapshot taken() {
        taken++;
        if (away.get()) {
            throw new IllegalStateException("away");
        }
        var origin =
                new Admission.Origin(URI.create("http://localhost"), now.get(), new Strangers());
        var nobody = new Admission(origin, List.of(), List.of(), List.of());
        return new Snapshot(nobody, new Router(List.of()), now.get());
    }
}
