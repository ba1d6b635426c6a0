package io.intertie.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.config.TestClock;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class QualityTest {
    private static final UUID LISTING = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    private final TestClock clock = new TestClock();
    private final Database database = TestDatabase.fresh();
    private final Quality node = new Quality(database, clock);

    @Test
    void aWindowIsTheSumOfAllNodesAndOfOneListingOnly() {
        var second = new Quality(database, clock);
        measure(node, LISTING, 100, 3);
        measure(second, LISTING, 900, 1);
        measure(second, OTHER, 5_000, 1);
        for (var window : Window.values()) {
            assertEquals(4, node.of(LISTING, window).calls(), window.code());
        }
        assertEquals(100, millis(node.of(LISTING, Window.DAY)));
        assertEquals(Set.of(LISTING, OTHER), node.all(Window.DAY).keySet());
        assertEquals(1, second.of(OTHER, Window.DAY).calls());
    }

    @Test
    void aSampleLeavesEachWindowInItsTime() {
        measure(node, LISTING, 100, 1);
        var left = List.of(calls());
        assertEquals(List.of(List.of(1L, 1L, 1L, 1L)), left);
        clock.advance(Duration.ofMinutes(6));
        assertEquals(List.of(0L, 1L, 1L, 1L), calls());
        clock.advance(Duration.ofMinutes(25));
        assertEquals(List.of(0L, 0L, 1L, 1L), calls());
        clock.advance(Duration.ofDays(1));
        assertEquals(List.of(0L, 0L, 0L, 1L), calls());
        clock.advance(Duration.ofDays(30));
        assertEquals(List.of(0L, 0L, 0L, 0L), calls());
    }

    private List<Long> calls() {
        return List.of(Window.values()).stream()
                .map(window -> node.of(LISTING, window).calls())
                .toList();
    }

    @Test
    void rollingUpMovesEverySampleAndLosesNone() {
        for (int i = 0; i < 10; i++) {
            measure(node, LISTING, 100 + i, 2);
            clock.advance(Duration.ofMinutes(7));
        }
        var before = node.of(LISTING, Window.DAY);
        clock.advance(Duration.ofMinutes(40));
        node.roll();
        new Quality(database, clock).roll();
        assertEquals(before, node.of(LISTING, Window.DAY));
        assertTrue(rows("MINUTE") == 0 && rows("HOUR") <= 3, "hours now");
        clock.advance(Duration.ofDays(4));
        node.roll();
        assertEquals(before, node.of(LISTING, Window.MONTH));
        assertEquals(0, rows("HOUR"));
        clock.advance(Duration.ofDays(41));
        node.roll();
        assertEquals(0, rows("DAY"));
    }

    private long rows(String span) {
        return database.sql("select count(*) as n from quality_bucket where span = ?", span)
                .one(row -> row.number("n"));
    }

    @Test
    void hoursAndDaysAreToldOneByOne() {
        measure(node, LISTING, 100, 1);
        clock.advance(Duration.ofHours(2));
        measure(node, LISTING, 300, 2);
        var hours = node.hours(LISTING);
        assertEquals(List.of(1L, 2L), hours.values().stream().map(Measured::calls).toList());
        assertEquals(3, node.days(LISTING).values().stream().mapToLong(Measured::calls).sum());
    }

    @Test
    void eachDayHasItsUptimeForEachListingThatWasAskedFor() {
        measure(node, LISTING, 100, 3);
        measure(node, OTHER, 100, 1);
        clock.advance(Duration.ofDays(1));
        node.record(Sample.unanswered(LISTING, Sample.Outcome.FAILED));
        measure(node, LISTING, 100, 1);
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        assertEquals(
                Map.of(
                        LISTING,
                        Map.of(today.minusDays(1), new Uptime(3, 0), today, new Uptime(1, 1))),
                node.uptimes(Set.of(LISTING)));
    }

    @Test
    void manyThreadsRecordAndNoSampleIsLost() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                var _ =
                        threads.submit(() -> {
                            for (int j = 0; j < 100; j++) {
                                node.record(sample(LISTING, 100));
                            }
                        });
            }
        }
        node.flush();
        assertEquals(6_400, node.of(LISTING, Window.DAY).calls());
        assertEquals(0, node.lost());
    }

    @Test
    void aDatabaseThatIsAwayHoldsNothingUpAndCostsWhatIsOlderThanHalfAnHour() {
        var blind = new Quality(new Database(nowhere()), clock);
        blind.record(sample(LISTING, 100));
        blind.flush();
        assertEquals(0, blind.lost(), "kept for when it comes back");
        clock.advance(Duration.ofMinutes(32));
        blind.flush();
        assertEquals(1, blind.lost());
    }

    @Test
    @Tag("lesson-22")
    void whatIsMoreThanMemoryAllowsIsLostAndCounted() {
        for (int i = 0; i < 100_001; i++) {
            node.record(Sample.unanswered(LISTING, Sample.Outcome.FAILED));
        }
        assertEquals(1, node.lost());
        node.flush();
        node.record(sample(LISTING, 1));
        assertEquals(1, node.lost(), "there is room again");
    }

    private static PGSimpleDataSource nowhere() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setServerNames(new String[] {"127.0.0.1"});
        nowhere.setPortNumbers(new int[] {18179});
        nowhere.setUser("nobody");
        return nowhere;
    }

    private static void measure(Quality node, UUID listing, long firstToken, int times) {
        for (int i = 0; i < times; i++) {
            node.record(sample(listing, firstToken));
        }
        node.flush();
    }

    private static long millis(Measured measured) {
        return measured.firstTokenMillis().p50().longValueExact();
    }

    private static Sample sample(UUID listing, long firstToken) {
        return new Sample(
                listing,
                Sample.Outcome.ANSWERED,
                firstToken,
                firstToken + 1_000,
                101,
                Gaps.of(9_000, 11_000, 9_000));
    }
}
