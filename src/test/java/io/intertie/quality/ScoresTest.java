package io.intertie.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

class ScoresTest {
    private static final Instant NOON = Instant.parse("2026-10-01T12:00:00Z");
    private static final UUID LISTING = UUID.randomUUID();

    private final Moved clock = new Moved();
    private final Scores scores = new Scores(TestDatabase.fresh(), clock);

    private static final class Moved extends Clock {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void aListingWithoutRequestsIsNotMeasured() {
        assertEquals(Score.UNKNOWN, scores.of(LISTING));
    }

    @Test
    void theMedianOfAnsweredRequestsTellsSpeedAndTheFractionOfAllTellsUptime() {
        scores.record(answered(100, 1_100, 101, 10_000, 500));
        scores.record(answered(200, 2_200, 101, 10_000, 1_000));
        scores.record(answered(900, 1_900, 301, 10_000, 9_000));
        scores.record(failed());
        assertEquals(
                new Score(
                        4,
                        new BigDecimal("0.7500"),
                        200,
                        new BigDecimal("100.0"),
                        new BigDecimal("0.1000"),
                        "-"),
                scores.of(LISTING));
    }

    @ParameterizedTest
    @CsvSource({"1190, A", "1200, B", "1990, B", "2000, C", "3490, C", "3500, D"})
    void steadinessIsGradedFromTwentyStreamedSamplesOn(long deviation, String grade) {
        for (int i = 0; i < 19; i++) {
            scores.record(answered(100, 1_100, 101, 10_000, deviation));
        }
        assertEquals("-", scores.of(LISTING).grade());
        scores.record(answered(100, 1_100, 101, 10_000, deviation));
        clock.now = NOON.plusSeconds(5);
        assertEquals(grade, scores.of(LISTING).grade());
    }

    @Test
    void aDayLaterASampleNoLongerCounts() {
        scores.record(answered(100, 1_100, 101, 0, 0));
        assertEquals(1, scores.of(LISTING).samples());
        clock.now = NOON.plus(Duration.ofDays(1));
        assertEquals(Score.UNKNOWN, scores.of(LISTING));
    }

    @Test
    void aRequestCountsOnce() {
        var sample = answered(100, 1_100, 101, 0, 0);
        scores.record(sample);
        scores.record(sample);
        assertEquals(1, scores.of(LISTING).samples());
    }

    @Test
    void scoresAreReadAtMostEveryFiveSeconds() {
        assertEquals(0, scores.of(LISTING).samples());
        scores.record(answered(100, 1_100, 101, 0, 0));
        clock.now = NOON.plusMillis(4_999);
        assertEquals(0, scores.of(LISTING).samples());
        clock.now = NOON.plusMillis(5_000);
        assertEquals(1, scores.of(LISTING).samples());
    }

    @Test
    void aDatabaseThatIsAwayCostsTheSampleAndNothingElse() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setServerNames(new String[] {"127.0.0.1"});
        nowhere.setPortNumbers(new int[] {18179});
        nowhere.setUser("nobody");
        var blind = new Scores(new Database(nowhere), clock);
        blind.record(answered(100, 1_100, 101, 0, 0));
        assertEquals(1, blind.lost());
        assertEquals(Score.UNKNOWN, blind.of(LISTING));
    }

    private static Sample answered(
            long firstToken, long duration, long tokens, long gap, long deviation) {
        return new Sample(
                UUID.randomUUID(),
                LISTING,
                NOON.minusSeconds(1),
                true,
                firstToken,
                duration,
                tokens,
                gap,
                deviation);
    }

    private static Sample failed() {
        return new Sample(
                UUID.randomUUID(), LISTING, NOON.minusSeconds(1), false, 0, 60_000, 0, 0, 0);
    }
}
