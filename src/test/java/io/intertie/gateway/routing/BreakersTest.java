package io.intertie.gateway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.gateway.routing.Breakers.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BreakersTest {
    private static final UUID LISTING = UUID.randomUUID();

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-10-01T00:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final Breakers breakers = new Breakers(clock, 2);

    @Test
    @Tag("lesson-25")
    void afterThreeFailuresInARowAListingRestsForThirtySeconds() {
        breakers.failed(LISTING);
        breakers.failed(LISTING);
        breakers.succeeded(LISTING);
        breakers.failed(LISTING);
        breakers.failed(LISTING);
        assertEquals(State.READY, breakers.state(LISTING));
        breakers.failed(LISTING);
        assertEquals(State.RESTING, breakers.state(LISTING));
        assertTrue(breakers.enter(LISTING).isEmpty());
        after(29_999);
        assertEquals(State.RESTING, breakers.state(LISTING));
        assertEquals(1, breakers.rest(LISTING).toSeconds());
        after(1);
        assertEquals(State.READY, breakers.state(LISTING));
    }

    @Test
    void afterItsRestOneCallTriesItAndTheOthersWaitForWhatComesOfIt() {
        rested();
        var trial = breakers.enter(LISTING).orElseThrow();
        assertEquals(State.RESTING, breakers.state(LISTING));
        assertTrue(breakers.enter(LISTING).isEmpty());
        trial.failed();
        trial.close();
        assertEquals(State.RESTING, breakers.state(LISTING));
        after(30_000);
        var second = breakers.enter(LISTING).orElseThrow();
        second.succeeded();
        assertEquals(State.READY, breakers.state(LISTING));
        assertTrue(breakers.enter(LISTING).isPresent());
        second.close();
    }

    @Test
    void aTrialThatEndsWithoutAJudgementLetsTheNextOneTry() {
        rested();
        breakers.enter(LISTING).orElseThrow().close();
        assertEquals(State.READY, breakers.state(LISTING));
        assertTrue(breakers.enter(LISTING).isPresent());
        assertTrue(breakers.enter(LISTING).isEmpty());
    }

    @Test
    void aListingThatSaysWhenToComeBackRestsUntilThen() {
        breakers.toldToWait(LISTING, Optional.of(Duration.ofSeconds(7)));
        assertEquals(State.RESTING, breakers.state(LISTING));
        assertEquals(7, breakers.rest(LISTING).toSeconds());
        // An answer of a call that was under way does not take that back.
        breakers.succeeded(LISTING);
        after(6_999);
        assertEquals(State.RESTING, breakers.state(LISTING));
        after(1);
        assertEquals(State.READY, breakers.state(LISTING));
        breakers.toldToWait(LISTING, Optional.of(Duration.ofSeconds(Long.MAX_VALUE)));
        assertEquals(300, breakers.rest(LISTING).toSeconds());
        after(300_000);
        assertEquals(State.READY, breakers.state(LISTING));
    }

    @Test
    void aListingThatIsTooBusyWithoutSayingMoreHasFailed() {
        for (int i = 0; i < 3; i++) {
            breakers.toldToWait(LISTING, Optional.empty());
        }
        assertEquals(State.RESTING, breakers.state(LISTING));
    }

    @Test
    @Tag("lesson-25")
    void aListingGetsSoManyCallsAtOnceAndAPlaceIsGivenBackOnce() {
        var first = breakers.enter(LISTING).orElseThrow();
        var second = breakers.enter(LISTING).orElseThrow();
        assertEquals(State.BUSY, breakers.state(LISTING));
        assertTrue(breakers.enter(LISTING).isEmpty());
        first.close();
        first.close();
        assertEquals(State.READY, breakers.state(LISTING));
        assertTrue(breakers.enter(LISTING).isPresent());
        assertTrue(breakers.enter(LISTING).isEmpty());
        second.close();
    }

    @Test
    void manyThreadsAtOnceTakeNoMorePlacesThanThereAreAndOneTrial() throws Exception {
        rested();
        assertEquals(1, entered(new AtomicInteger()));
        var calm = UUID.randomUUID();
        var taken = new AtomicInteger();
        for (int round = 0; round < 50; round++) {
            rush(calm, taken);
        }
        assertEquals(2, taken.get());
    }

    private int entered(AtomicInteger taken) throws Exception {
        rush(LISTING, taken);
        return taken.get();
    }

    private void rush(UUID listing, AtomicInteger taken) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                var _ =
                        threads.submit(() -> {
                            start.await();
                            breakers.enter(listing).ifPresent(_ -> taken.incrementAndGet());
                            return taken;
                        });
            }
            start.countDown();
        }
    }

    private void rested() {
        for (int i = 0; i < 3; i++) {
            breakers.failed(LISTING);
        }
        after(30_000);
    }

    private void after(long millis) {
        now.updateAndGet(before -> before.plusMillis(millis));
    }
}
