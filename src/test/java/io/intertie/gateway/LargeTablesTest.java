package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey;
import io.intertie.access.SpendLimit;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.sandbox.SandboxProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// However long the books are: what a request asks of them, it asks by a key, and of the months in
/// which it happens.
///
/// PostgreSQL counts what it reads of each table. It is told here to read a table from its
/// beginning only where it must, so a question that has no key shows even in a small one.
@Tag("lesson-23")
class LargeTablesTest {
    private static final Set<String> IN_MONTHS = Set.of("journal", "journal_line", "usage_record");
    private static final int CALLS = 6;

    private final SandboxProvider sandbox = SandboxProvider.start(0);
    private final TestMarket market = new TestMarket("10", sandbox.baseUrl());
    private final Database database = market.database();

    @AfterEach
    void stop() {
        market.close();
        sandbox.close();
    }

    /// What was read of a table: from its beginning, by a key, and what was written.
    private record Use(long scans, long byKey, long written) {
        boolean isAny() {
            return scans + byKey + written > 0;
        }
    }

    private Map<String, Use> uses() {
        return database
                .sql(
                        "select relname, coalesce(seq_scan, 0) as scans,"
                                + " coalesce(idx_scan, 0) as keys, n_tup_ins as written"
                                + " from pg_stat_user_tables")
                .list(row ->
                        Map.entry(
                                row.text("relname"),
                                new Use(
                                        row.number("scans"),
                                        row.number("keys"),
                                        row.number("written"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// What was used since then, once so many requests are counted: a moment after they were made.
    private Map<String, Use> since(Map<String, Use> before, int requests) throws Exception {
        for (int look = 0; look < 500; look++) {
            // What a connection has read is counted when it is closed.
            market.faucet.renew();
            var used = new HashMap<String, Use>();
            uses().forEach((table, now) -> {
                var then = before.getOrDefault(table, new Use(0, 0, 0));
                var use =
                        new Use(
                                now.scans - then.scans,
                                now.byKey - then.byKey,
                                now.written - then.written);
                if (use.isAny()) {
                    used.put(table, use);
                }
            });
            var written =
                    used.entrySet().stream()
                            .filter(one -> one.getKey().startsWith("usage_record"))
                            .mapToLong(one -> one.getValue().written)
                            .sum();
            if (written >= requests) {
                return used;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("not counted");
    }

    private void twoYearsBefore() {
        for (var table : IN_MONTHS) {
            var months =
                    database.sql(
                                    "select create_months(?, now() - interval '24 months', 24)"
                                            + " as n",
                                    table)
                            .one(row -> row.count("n"));
            assertEquals(24, months);
        }
        var name = database.sql("select current_database() as n").one(row -> row.text("n"));
        assertEquals(
                0, database.sql("alter database " + name + " set enable_seqscan = off").update());
        market.faucet.renew();
    }

    private List<String> oldMonths() {
        var old = new ArrayList<String>();
        for (var table : IN_MONTHS) {
            old.addAll(
                    database.sql(
                                    "select inhrelid::regclass::text as name from pg_inherits"
                                            + " where inhparent = ?::regclass"
                                            + " and inhrelid::regclass::text <"
                                            + " ? || to_char(now(), '_YYYY_MM')",
                                    table,
                                    table)
                            .list(row -> row.text("name")));
        }
        assertEquals(72, old.size());
        return old;
    }

    private void ask(String body, String... heads) {
        var all = new HashMap<>(Map.of("authorization", "Bearer " + TestMarket.KEY));
        for (int at = 0; at < heads.length; at += 2) {
            all.put(heads[at], heads[at + 1]);
        }
        market.answer(UuidV7.at(market.clock.instant()), "chat/completions", all, body);
    }

    private void calls() {
        ask(TestMarket.chat("hello"));
        ask(TestMarket.chat("hello", "\"stream\":true", "\"session_id\":\"t-1\""));
        ask(TestMarket.chat("hello"), "idempotency-key", "k-" + UUID.randomUUID());
        ask(TestMarket.chat("[[sandbox:fail_after=6]]", "\"stream\":true"));
        ask(TestMarket.chat("[[sandbox:usage=none]]"));
        ask(TestMarket.chat("[[sandbox:status=500]]"));
    }

    @Test
    void aRequestReadsByKeysAndLooksIntoNoOldMonth() throws Exception {
        twoYearsBefore();
        var limit = new SpendLimit(Money.of("9", TestOffers.USD), SpendLimit.Reset.MONTHLY);
        var task = Optional.of(Money.of("9", TestOffers.USD));
        market.limit(new ApiKey.Limits(Optional.of(limit), task), limit);
        calls();
        since(Map.of(), CALLS);
        var before = uses();
        calls();
        var used = since(before, CALLS);
        assertEquals(List.of(), used.keySet().stream().filter(oldMonths()::contains).toList());
        assertEquals(List.of(), scanned(used));
        assertTrue(used.size() > 5, used.toString());
    }

    private static List<String> scanned(Map<String, Use> used) {
        return used.entrySet().stream()
                .filter(one -> one.getValue().scans > 0)
                .map(one -> one.getKey() + " " + one.getValue())
                .sorted()
                .toList();
    }

    @Test
    void whatIsReadOfRequestsIsReadByKeys() throws Exception {
        twoYearsBefore();
        calls();
        since(Map.of(), CALLS);
        var before = uses();
        var records = market.metering.records();
        var now = market.clock.instant();
        var hourAgo = now.minus(Duration.ofHours(1));
        var newest = records.ofBuyer(market.buyerId, 10);
        assertEquals(CALLS, newest.size());
        var one = newest.getLast();
        assertEquals(one, records.find(one.usage().requestId()).orElseThrow());
        assertEquals(CALLS, records.ofProvider(one.usage().providerId(), 10).size());
        assertEquals(1, records.totalsOfBuyer(market.buyerId, hourAgo, now).size());
        assertEquals(1, records.totalsOfProvider(one.usage().providerId(), hourAgo, now).size());
        assertTrue(records.tokens(market.buyerId, one.usage().listingId(), hourAgo) > 0);
        assertEquals(
                4,
                records.served(one.usage().providerId(), TestOffers.CNY, hourAgo, now, 4).size());
        // One more, whose writing tells that the readings before it are counted.
        ask(TestMarket.chat("hello"));
        assertEquals(List.of(), scanned(since(before, 1)));
    }
}
