package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.intertie.platform.persistence.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OfferedPricesTest {
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");

    @Test
    void aVersionIsReadOnceAndItsEndIsSeen() {
        var database = TestDatabase.fresh();
        var prices = new PriceStore(database);
        var random = new Random(7);
        assertEquals(List.of(), prices.after(NOW));
        var one = TestPrices.listed(database, random, NOW);
        var first = prices.after(NOW).getFirst();
        assertEquals(one.id(), first.id());
        assertEquals(one.lines(), first.lines());
        assertSame(first, prices.after(NOW).getFirst());
        var ending = NOW.plusSeconds(3_600);
        prices.close(one.id(), ending);
        var ended = prices.after(NOW).getFirst();
        assertEquals(Optional.of(ending), ended.effectiveTo());
        assertSame(ended, prices.after(NOW).getFirst());
        var other = TestPrices.listed(database, random, NOW);
        assertEquals(
                List.of(other.id()), prices.after(ending).stream().map(PriceVersion::id).toList());
    }
}
