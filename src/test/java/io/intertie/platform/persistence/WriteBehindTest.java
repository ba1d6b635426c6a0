package io.intertie.platform.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.platform.persistence.WriteBehind.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Words as things, their letters as their size; a database that is away, or refuses, when told.
class WriteBehindTest {
    private final List<List<String>> batches = new ArrayList<>();
    private boolean isAway;
    private boolean refuses;

    private void write(List<String> batch) {
        if (isAway) {
            throw new DatabaseAway(new IllegalStateException("away"));
        }
        if (refuses) {
            throw new IllegalArgumentException("refused");
        }
        batches.add(batch);
    }

    private static void add(WriteBehind<String> behind, String... words) {
        List.of(words).forEach(behind::add);
    }

    @Test
    void whatWaitsIsWrittenInBatchesInTheOrderInWhichItCame() {
        var behind = new WriteBehind<String>(10, 2, this::write);
        behind.flush();
        add(behind, "a", "b", "c", "d", "e");
        assertEquals(List.of(), batches);
        behind.flush();
        assertEquals(List.of(List.of("a", "b"), List.of("c", "d"), List.of("e")), batches);
        assertEquals(0, behind.lost());
    }

    @Test
    void whatDoesNotFitIsLostAndCountedAndThereIsRoomAgainOnceItIsWritten() {
        var behind = new WriteBehind<String>(2, 10, this::write);
        add(behind, "a", "b", "c", "d");
        assertEquals(2, behind.lost());
        behind.flush();
        add(behind, "e");
        behind.flush();
        assertEquals(List.of(List.of("a", "b"), List.of("e")), batches);
        assertEquals(2, behind.lost());
    }

    @Test
    void whatIsTooLargeIsLostAndWhatIsSmallerStillFits() {
        var behind =
                new WriteBehind<>(new Bound(9, 8), new Bound(9, 9), String::length, this::write);
        add(behind, "five!", "four", "one");
        assertEquals(1, behind.lost());
        behind.flush();
        add(behind, "eight...", "x");
        behind.flush();
        assertEquals(List.of(List.of("five!", "one"), List.of("eight...")), batches);
        assertEquals(2, behind.lost());
    }

    @Test
    void aBatchEndsWithTheThingThatFillsIt() {
        var behind =
                new WriteBehind<>(new Bound(9, 99), new Bound(9, 5), String::length, this::write);
        add(behind, "four", "four", "five!", "one");
        behind.flush();
        assertEquals(List.of(List.of("four", "four"), List.of("five!"), List.of("one")), batches);
    }

    @Test
    void whileTheDatabaseIsAwayABatchIsHeldBackAndTakesItsRoom() {
        var behind =
                new WriteBehind<>(new Bound(3, 99), new Bound(2, 99), String::length, this::write);
        isAway = true;
        add(behind, "a", "b");
        behind.flush();
        add(behind, "c", "d");
        behind.flush();
        assertEquals(1, behind.lost());
        assertEquals(List.of(), batches);
        isAway = false;
        behind.flush();
        assertEquals(List.of(List.of("a", "b"), List.of("c")), batches);
    }

    @Test
    void whatTheDatabaseRefusesIsLostAndCountedAndHoldsNothingUp() {
        var behind =
                new WriteBehind<>(new Bound(2, 2), new Bound(2, 2), String::length, this::write);
        refuses = true;
        add(behind, "a", "b");
        assertThrows(IllegalArgumentException.class, behind::flush);
        assertEquals(2, behind.lost());
        refuses = false;
        add(behind, "c", "d");
        behind.flush();
        assertEquals(List.of(List.of("c", "d")), batches);
    }

    @Test
    void fromManyThreadsEachThingIsWrittenOnceOrCountedAsLost() throws Exception {
        var behind =
                new WriteBehind<>(
                        new Bound(500, 2_000), new Bound(64, 256), String::length, this::write);
        try (var threads = Executors.newFixedThreadPool(5)) {
            for (int thread = 0; thread < 4; thread++) {
                var name = "t" + thread + "-";
                var _ =
                        threads.submit(() ->
                                IntStream.range(0, 20_000).forEach(n -> behind.add(name + n)));
            }
            threads.shutdown();
            while (!threads.awaitTermination(1, TimeUnit.MILLISECONDS)) {
                behind.flush();
            }
        }
        behind.flush();
        var written = batches.stream().flatMap(List::stream).toList();
        assertEquals(80_000, written.size() + behind.lost());
        assertEquals(written.size(), written.stream().distinct().count());
        assertFalse(written.isEmpty());
        var before = behind.lost();
        IntStream.range(0, 500).forEach(_ -> behind.add("four"));
        assertEquals(before, behind.lost(), "all room is free again");
    }
}
