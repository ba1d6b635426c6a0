package io.intertie.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.fx.TestQuotes;
import io.intertie.ledger.TestLedger;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.tariff.PriceVersion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is booked is summed once, however it comes to be booked.
@Tag("money")
class UsageSumsTest {
    private static final UUID NODE = UUID.randomUUID();

    private final TestCalls calls = new TestCalls();
    private final Database database = TestDatabase.fresh();
    private final TestLedger ledger = TestLedger.on(database, calls.clock());
    private final PriceVersion version = calls.version();
    private final Rating rating =
            new Rating(
                    _ -> Optional.of(version),
                    new Exchange(TestQuotes.on(database, calls.clock()), calls.clock()));
    private final Batches batches =
            new Batches(
                    database,
                    new UsageStore(database),
                    new UsageSums(database),
                    rating,
                    ledger.chargeUsage(),
                    calls.clock());
    private final UUID buyer = UUID.randomUUID();

    UsageSumsTest() {
        ledger.topUp(buyer, "10", "USD");
    }

    @AfterEach
    void theSumsAreThoseOfTheRecords() {
        assertEquals(List.of(), TestUsageSums.differences(database));
        assertEquals(List.of(), ledger.coherence().faults());
    }

    private List<UsageRecords.Rated> served(UsageRecord.State state, int times) {
        var all = new ArrayList<UsageRecords.Rated>();
        for (int i = 0; i < times; i++) {
            // A request is admitted at a rate that is known.
            assertTrue(rating.ceilingPico(calls.ceiling(calls.id(), buyer)).isPresent());
            var usage = calls.usage(calls.id(), buyer, state);
            all.add(new UsageRecords.Rated(usage, rating.charge(usage), Optional.empty()));
        }
        return all;
    }

    private BigDecimal used() {
        return database.sql("select sum(pico) as pico from usage_sum where day is null")
                .one(row -> row.decimal("pico"));
    }

    private static BigDecimal worked(int times) {
        return BigDecimal.valueOf(times * 2_341_570_000L);
    }

    @Test
    void aBatchThatIsBookedAgainIsSummedOnce() {
        var batch = served(UsageRecord.State.COMPLETED, 300);
        batches.post(NODE, batch);
        assertEquals(worked(300), used());
        batches.post(NODE, batch);
        assertEquals(worked(300), used());
    }

    @Test
    void ofABatchThatIsBookedInPartTheRestIsSummed() {
        var batch = served(UsageRecord.State.PARTIAL, 20);
        batches.post(NODE, batch.subList(5, 15));
        batches.post(NODE, batch);
        assertEquals(worked(20), used());
    }

    @Test
    void whatFailedIsFreeAndStillAUseOfItsKey() {
        var failed = served(UsageRecord.State.FAILED, 1);
        batches.post(NODE, failed);
        assertEquals(worked(0), used());
        var usage = failed.getFirst().usage();
        assertEquals(
                Map.of(usage.apiKeyId(), usage.servedAt()),
                new UsageSums(database).lastUses(usage.servedAt()));
    }

    @Test
    void aRequestByItselfIsSummedOnce() {
        var room = TestMetering.on(ledger, Map.of(version.id(), version), calls.clock());
        var id = calls.id();
        room.metering().reserve(calls.ceiling(id, buyer));
        var served = calls.served(id, buyer);
        room.metering().record(served);
        room.metering().record(served);
        assertEquals(worked(1), used());
    }
}
