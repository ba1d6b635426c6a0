package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("money")
class SplitTest {
    @Test
    void theLargestRemainderGetsTheMicro() {
        assertEquals(
                List.of(100_025L, 1_899_975L),
                Split.of(2_000_000, List.of(2_000_000L, 37_990_000L)));
    }

    @Test
    void amongEqualsItIsTheFirst() {
        assertEquals(List.of(1L, 0L, 0L), Split.of(1, List.of(5L, 5L, 5L)));
        assertEquals(List.of(1L, 1L, 0L), Split.of(2, List.of(5L, 5L, 5L)));
    }

    @Test
    void partsSumToTheTotalAndNoneIsMoreThanItsWeight() {
        var random = new Random(7);
        for (int round = 0; round < 10_000; round++) {
            var weights = new ArrayList<Long>();
            for (int i = 0; i <= random.nextInt(6); i++) {
                weights.add(1 + random.nextLong(1L << (1 + random.nextInt(58))));
            }
            var whole = weights.stream().mapToLong(w -> w).sum();
            var total = random.nextLong(whole + 1);
            var parts = Split.of(total, weights);
            assertEquals(total, parts.stream().mapToLong(part -> part).sum());
            for (int i = 0; i < parts.size(); i++) {
                assertTrue(parts.get(i) >= 0 && parts.get(i) <= weights.get(i), weights + "");
            }
        }
    }

    @Test
    void aShareIsRoundedHalfEven() {
        assertEquals(12_419_105, Split.share(248_320_000, 2_000_000, 39_990_000));
        assertEquals(2, Split.share(5, 1, 2));
        assertEquals(4, Split.share(7, 1, 2));
        assertEquals(Long.MAX_VALUE, Split.share(Long.MAX_VALUE, 9, 9));
    }
}
