package io.intertie.ledger;

import io.intertie.platform.persistence.TestDatabase;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Seeds 1 to N, by `-Dseeds=N`: each runs in memory, each eighth beside PostgreSQL too.
@Tag("money")
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("seeds", 200);
    private static final int STEPS = 120;
    private static final int STEPS_ON_POSTGRES = 80;
    private static final int EACH = 8;

    @Test
    void noSeedBreaksTheBooks() throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Simulation.run(seed, STEPS, Optional.empty());
        }
        for (long seed = EACH; seed <= SEEDS; seed += EACH) {
            onPostgres(seed);
        }
        System.out.printf(
                "Simulator: seeds 1..%d green, %d of them on PostgreSQL too%n",
                SEEDS, SEEDS / EACH);
    }

    /// Seeds that noticed a line which was broken on purpose, and seeds that once failed.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 8, 180})
    void whatOnceFailedStaysWhole(long seed) throws Exception {
        onPostgres(seed);
    }

    private static void onPostgres(long seed) throws Exception {
        try (var place = TestDatabase.passing();
                var connection = new SimConnection(place.source())) {
            Simulation.run(seed, STEPS_ON_POSTGRES, Optional.of(connection));
        }
    }
}
