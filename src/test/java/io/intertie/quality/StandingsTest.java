package io.intertie.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.platform.config.TestClock;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StandingsTest {
    private static final UUID LISTING = UUID.randomUUID();

    private final TestClock clock = new TestClock();
    private final Database database = TestDatabase.fresh();
    private final Quality quality = new Quality(database, clock);
    private final Standings standings = new Standings(quality);

    @Test
    void ninetyFourOfAHundredIsDegradedAndSeventyNineIsFallbackOnly() {
        calls(94, 6);
        assertEquals(Uptime.Standing.DEGRADED, standing());
        calls(64, 36);
        assertEquals(Uptime.Standing.FALLBACK_ONLY, standing());
    }

    @Test
    void fewerThanAHundredCallsSayNothing() {
        calls(0, 99);
        assertEquals(Uptime.Standing.UNKNOWN, standing());
        calls(0, 1);
        assertEquals(Uptime.Standing.FALLBACK_ONLY, standing());
    }

    @Test
    void aListingThatIsMendedComesBackWithinHalfAnHourThatHasEnoughCalls() {
        calls(0, 500);
        clock.advance(Duration.ofMinutes(31));
        assertEquals(Uptime.Standing.FALLBACK_ONLY, standing(), "the day still tells");
        calls(100, 0);
        assertEquals(Uptime.Standing.GOOD, standing());
    }

    @Test
    void allNodesAreSummedAndEachReadsForItself() {
        var other = new Quality(database, clock);
        calls(50, 0);
        for (int i = 0; i < 50; i++) {
            other.record(Sample.unanswered(LISTING, Sample.Outcome.FAILED));
        }
        other.flush();
        assertEquals(Uptime.Standing.FALLBACK_ONLY, standing());
        var elsewhere = new Standings(other);
        assertEquals(Uptime.Standing.UNKNOWN, elsewhere.of(LISTING), "not read yet");
        elsewhere.refresh();
        assertEquals(Uptime.Standing.FALLBACK_ONLY, elsewhere.of(LISTING));
    }

    @Test
    void aRouteTakesWhatIsGoodOrUnknownFirst() {
        assertEquals(
                List.of(0, 0, 1, 2),
                List.of(Uptime.Standing.values()).stream().map(Uptime.Standing::rank).toList());
    }

    @Test
    void whatFailsWhileTheNodeStopsIsNotHeldAgainstItsProvider() {
        calls(99, 0);
        quality.stopping(this);
        calls(1, 900);
        assertEquals(Uptime.Standing.GOOD, standing());
        assertEquals(1_000, quality.of(LISTING, Window.DAY).calls());
    }

    private Uptime.Standing standing() {
        standings.refresh();
        return standings.of(LISTING);
    }

    private void calls(int answered, int failed) {
        for (int i = 0; i < answered; i++) {
            quality.record(new Sample(LISTING, Sample.Outcome.ANSWERED, 1, 2, 3, Gaps.NONE));
        }
        for (int i = 0; i < failed; i++) {
            quality.record(Sample.unanswered(LISTING, Sample.Outcome.FAILED));
        }
        quality.flush();
    }
}
