package io.intertie.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.SpendLimit;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.Band;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sums against the records themselves, after histories that random makes: some keys and
/// currencies, requests that end just before and after midnight and come late, twice, or never.
@Tag("money")
class UsageSumsProperties {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");
    private static final List<Currency> CURRENCIES =
            List.of(Currency.of("USD"), Currency.of("CNY"), Currency.of("JPY"));
    private static final List<UsageRecord.State> STATES =
            List.copyOf(EnumSet.allOf(UsageRecord.State.class));
    private static final int KEYS = 6;

    /// More than a long holds, once there are two of them.
    private static final long HUGE = 9_000_000_000_000_000_000L;

    private final Database database = TestDatabase.fresh();
    private final UsageStore store = new UsageStore(database);
    private final UsageSums sums = new UsageSums(database);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachSumIsThatOfItsRecordsAfterEachBatch(long seed) throws IOException {
        var random = new Random(seed);
        var history = new ArrayList<UsageRecords.Rated>();
        for (int round = 0; round < 25; round++) {
            var batch = batch(random, history);
            if (random.nextInt(5) == 0) {
                assertThrows(IllegalStateException.class, () -> lost(batch));
            } else {
                written(batch);
                history.addAll(batch);
            }
            assertEquals(List.of(), TestUsageSums.differences(database));
            keysAreReadAsTheirRecordsSay(MIDNIGHT.plus(Duration.ofHours(random.nextInt(-960, 2))));
        }
        assertTrue(rows("usage_sum") > KEYS, "too little happened");
        filledAnew();
    }

    /// New requests and old ones, some of them twice.
    private static List<UsageRecords.Rated> batch(Random random, List<UsageRecords.Rated> history) {
        var batch = new ArrayList<UsageRecords.Rated>();
        for (int i = random.nextInt(40); i >= 0; i--) {
            var isOld = !history.isEmpty() && random.nextInt(4) == 0;
            batch.add(isOld ? history.get(random.nextInt(history.size())) : rated(random));
        }
        batch.add(batch.getFirst());
        Collections.shuffle(batch, random);
        return batch;
    }

    private void written(List<UsageRecords.Rated> batch) {
        database.transaction(() -> sums.add(batch, store.insert(batch)));
    }

    private void lost(List<UsageRecords.Rated> batch) {
        database.transaction(() -> {
            sums.add(batch, store.insert(batch));
            throw new IllegalStateException("the node dies here");
        });
    }

    /// By the records, as the read-out tells it by the days.
    private void keysAreReadAsTheirRecordsSay(Instant now) {
        for (int key = 1; key <= KEYS; key++) {
            var told =
                    database.sql(
                                    """
                                    select buyer_currency as currency, sum(buyer_pico) as ever,
                                        coalesce(sum(buyer_pico)
                                            filter (where served_at >= ?), 0) as today,
                                        coalesce(sum(buyer_pico)
                                            filter (where served_at >= ?), 0) as week,
                                        coalesce(sum(buyer_pico)
                                            filter (where served_at >= ?), 0) as month
                                    from usage_record where buyer_id = ? and api_key_id = ?
                                    group by buyer_currency order by buyer_currency
                                    """,
                                    start(now, SpendLimit.Reset.DAILY),
                                    start(now, SpendLimit.Reset.WEEKLY),
                                    start(now, SpendLimit.Reset.MONTHLY),
                                    buyer(key),
                                    key(key))
                            .list(row ->
                                    new Consumption.Used(
                                            Currency.of(row.text("currency")),
                                            row.decimal("ever").movePointLeft(12),
                                            row.decimal("today").movePointLeft(12),
                                            row.decimal("week").movePointLeft(12),
                                            row.decimal("month").movePointLeft(12)));
            assertEquals(told, sums.ofKey(buyer(key), key(key), now));
        }
    }

    private static Instant start(Instant now, SpendLimit.Reset reset) {
        return reset.periodOf(now).orElseThrow().atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /// What the migration finds, it adds up to what was kept all along.
    private void filledAnew() throws IOException {
        var kept = rows("usage_sum");
        var migration = migration();
        database.transaction(() -> {
            database.sql("drop table usage_sum").update();
            for (var statement : migration.split(";\\s*\n", -1)) {
                if (!statement.isBlank()) {
                    database.sql(statement).update();
                }
            }
        });
        assertEquals(kept, rows("usage_sum"));
        assertEquals(List.of(), TestUsageSums.differences(database));
    }

    private static String migration() throws IOException {
        try (var file = UsageSums.class.getResourceAsStream("/db/V150__usage_sum.sql")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private long rows(String table) {
        return database.sql("select count(*) as n from " + table).one(row -> row.number("n"));
    }

    /// Each batch names all keys, each in another order; whoever locked them as they come would
    /// wait for another one that waits for it.
    @Test
    void nodesWhoseBatchesNameTheSameKeysDoNotWaitForEachOther() throws Exception {
        var nodes = new ArrayList<Callable<Boolean>>();
        for (int node = 0; node < 4; node++) {
            var random = new Random(node);
            nodes.add(() -> {
                for (int round = 0; round < 50; round++) {
                    var batch = new ArrayList<UsageRecords.Rated>();
                    for (int i = 0; i < 40; i++) {
                        batch.add(rated(random));
                    }
                    written(batch);
                }
                return true;
            });
        }
        try (var pool = Executors.newFixedThreadPool(nodes.size())) {
            for (var node : pool.invokeAll(nodes)) {
                assertTrue(node.get());
            }
        }
        assertEquals(4 * 50 * 40, rows("usage_record"));
        assertEquals(List.of(), TestUsageSums.differences(database));
    }

    private static UsageRecords.Rated rated(Random random) {
        var key = 1 + random.nextInt(KEYS);
        var state = STATES.get(random.nextInt(STATES.size()));
        var isFailed = state == UsageRecord.State.FAILED;
        var currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
        var at =
                MIDNIGHT.plus(Duration.ofDays(random.nextInt(-40, 1)))
                        .plusNanos(random.nextLong(-3_000, 3_000));
        var usage = usage(UuidV7.at(at), key, state, currency, at);
        var pico = random.nextInt(20) == 0 ? HUGE : random.nextLong(3_000_000_000L);
        var charge = new Charge(usage.requestId(), currency, isFailed ? 0 : pico, currency, 0);
        return new UsageRecords.Rated(
                usage, charge, isFailed ? Optional.empty() : Optional.of(usage.requestId()));
    }

    /// Two keys are of each buyer.
    private static UUID buyer(int key) {
        return new UUID(1, key / 2);
    }

    private static UUID key(int key) {
        return new UUID(2, key);
    }

    private static UsageRecord usage(
            UUID id, int key, UsageRecord.State state, Currency currency, Instant at) {
        return new UsageRecord(
                id,
                buyer(key),
                key(key),
                new UUID(3, 1),
                new UUID(3, 2),
                new UUID(3, 3),
                new UUID(3, 4),
                Band.FLAT,
                Optional.empty(),
                currency,
                currency,
                TokenCount.NONE,
                UsageRecord.CountedBy.PROVIDER,
                true,
                state,
                "stop",
                BigDecimal.ZERO,
                12,
                345,
                at,
                at);
    }
}
