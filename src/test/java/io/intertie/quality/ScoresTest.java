package io.intertie.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.platform.config.TestClock;
import io.intertie.platform.persistence.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoresTest {
    private static final UUID LISTING = UUID.randomUUID();

    private final TestClock clock = new TestClock();
    private final Quality quality = new Quality(TestDatabase.fresh(), clock);
    private final Scores scores = new Scores(quality, clock);

    @Test
    void aListingWithoutRequestsIsNotMeasured() {
        assertEquals(Score.UNKNOWN, scores.of(LISTING));
    }

    @Test
    void theMedianOfAnsweredRequestsTellsSpeedAndTheFractionOfAllTellsUptime() {
        recorded(answered(100, 1_100, 101));
        recorded(answered(200, 2_200, 101));
        recorded(answered(900, 1_900, 301));
        recorded(Sample.unanswered(LISTING, Sample.Outcome.FAILED));
        recorded(Sample.unanswered(LISTING, Sample.Outcome.NOT_COUNTED));
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

    @Test
    void aDayLaterASampleNoLongerCounts() {
        recorded(answered(100, 1_100, 101));
        assertEquals(1, scores.of(LISTING).samples());
        clock.advance(Duration.ofDays(1));
        assertEquals(Score.UNKNOWN, scores.of(LISTING));
    }

    @Test
    void scoresAreReadAtMostEveryFiveSeconds() {
        assertEquals(0, scores.of(LISTING).samples());
        recorded(answered(100, 1_100, 101));
        clock.advance(Duration.ofMillis(4_999));
        assertEquals(0, scores.of(LISTING).samples());
        clock.advance(Duration.ofMillis(1));
        assertEquals(1, scores.of(LISTING).samples());
    }

    /// The table of docs/quality.md: the worse of both columns decides.
    @ParameterizedTest
    @CsvSource({
        "20, 0.1199, 1000, 1, A",
        "20, 0.1200, 1000, 0, B",
        "20, 0.1999, 1000, 5, B",
        "20, 0.0100, 1000, 2, B",
        "20, 0.2000, 1000, 0, C",
        "20, 0.3499, 1000, 20, C",
        "20, 0.0100, 1000, 6, C",
        "20, 0.3500, 1000, 0, D",
        "20, 0.0100, 1000, 21, D",
        "20, 0.0100, 0, 0, A",
        "19, 0.0100, 1000, 0, -"
    })
    void aGradeIsTheWorseOfJitterAndStalls(
            long streams, String jitter, long gaps, long stalls, String grade) {
        var stability = new Stability(streams, new BigDecimal(jitter), gaps, stalls);
        assertEquals(grade, stability.grade());
    }

    @ParameterizedTest
    @CsvSource({
        "99, 0, UNKNOWN",
        "0, 99, UNKNOWN",
        "100, 0, GOOD",
        "95, 5, GOOD",
        "9499, 501, DEGRADED",
        "80, 20, DEGRADED",
        "7999, 2001, FALLBACK_ONLY",
        "0, 100, FALLBACK_ONLY"
    })
    void whatFollowsFromAnUptimeNeedsAHundredCalls(long answered, long failed, String standing) {
        assertEquals(standing, new Uptime(answered, failed).standing().name());
    }

    @ParameterizedTest
    @CsvSource({
        "200, ANSWERED", "401, FAILED", "402, FAILED", "404, FAILED", "408, FAILED",
        "500, FAILED", "502, FAILED", "503, FAILED", "504, FAILED", "400, NOT_COUNTED",
        "403, NOT_COUNTED", "413, NOT_COUNTED", "422, NOT_COUNTED", "429, NOT_COUNTED"
    })
    void onlyAProvidersOwnFailuresCountAgainstIt(int status, String outcome) {
        assertEquals(outcome, Sample.Outcome.ofStatus(status).name());
    }

    @Test
    void anUptimeNeverClaimsMoreThanItHas() {
        assertEquals(new BigDecimal("0.9999"), new Uptime(199_999, 1).fraction());
    }

    @Test
    void aStallIsLongerThanFiveMedianGapsOfItsAnswer() {
        assertEquals(1, Gaps.of(10, 10, 10, 50, 51).stalls());
        assertEquals(0, Gaps.of(10, 10, 10, 50, 50).stalls());
        assertEquals(0, Gaps.NONE.stalls());
        assertEquals(16, Gaps.of(10, 10, 30).mean());
        assertEquals(8, Gaps.of(10, 10, 30).deviation());
    }

    private void recorded(Sample sample) {
        quality.record(sample);
        quality.flush();
    }

    private static Sample answered(long firstToken, long duration, long tokens) {
        var gaps = Gaps.of(9_000, 11_000, 9_000, 11_000);
        return new Sample(LISTING, Sample.Outcome.ANSWERED, firstToken, duration, tokens, gaps);
    }
}
