package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.ledger.movement.TopUp;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Journals, lines and usage lie in months, and their keys hold across all of them.
@Tag("money")
class MonthsTest {
    private static final Instant MARCH = Instant.parse("2031-03-31T23:59:59.999Z");
    private static final Instant APRIL = Instant.parse("2031-04-01T00:00:00Z");
    private static final Currency USD = Currency.of("USD");

    private final Database database = TestDatabase.fresh();
    private final UUID buyer = UUID.randomUUID();

    @Test
    void threeMonthsAheadAreMadeOnce() {
        assertEquals(12, months(MARCH), "journals, lines, usage and logs of March, April and May");
        assertEquals(0, months(MARCH));
        assertEquals(4, months(APRIL));
    }

    @Test
    void anEntryLiesInTheMonthThatItWasBookedIn() {
        months(MARCH);
        assertEquals("journal_line_2031_03", placeOf(booked(MARCH, "a")));
        assertEquals("journal_line_2031_04", placeOf(booked(APRIL, "b")));
        var far = booked(Instant.parse("2032-01-01T00:00:00Z"), "c");
        assertEquals("journal_line_rest", placeOf(far));
    }

    @Test
    void aMonthWhoseRowsCameFirstWorksAllTheSame() {
        booked(APRIL, "early");
        assertEquals(10, months(MARCH), "all but the journals and lines of April");
        booked(APRIL, "late");
        assertEquals(List.of(), ledger(APRIL).coherence().faults());
    }

    @Test
    void aCauseIsBookedOnceWhateverTheMonth() {
        months(MARCH);
        var entry = booked(MARCH, "once");
        assertEquals(
                new Journal.Outcome.Replayed(entry), ledger(APRIL).journal().book(topUp("once")));
        var other = new TopUp("once", buyer, usd("2"), usd("0"), Map.of());
        assertEquals(new Journal.Outcome.Conflict(entry), ledger(APRIL).journal().book(other));
    }

    @Test
    void aMonthCanBeDetachedAndItsCausesAreStillTaken() {
        months(MARCH);
        booked(MARCH, "old");
        booked(APRIL, "new");
        for (var table : List.of("journal_line", "journal", "usage_record")) {
            var month = "alter table %1$s detach partition %1$s_2031_03".formatted(table);
            assertEquals(0, database.sql(month).update());
        }
        long left =
                database.sql("select count(*) as n from journal_line").one(row -> row.number("n"));
        assertEquals(2, left);
        assertThrows(
                DatabaseFailed.class,
                () ->
                        database.sql(
                                        "insert into journal_cause values (1, 'TOPUP', 'old', ?)",
                                        UUID.randomUUID())
                                .update());
        booked(APRIL, "next");
    }

    @Test
    void eachMonthDefendsItself() {
        months(MARCH);
        var entry = booked(MARCH, "a");
        for (var change :
                List.of(
                        "update journal_line_2031_03 set micro = 1",
                        "delete from journal_2031_03",
                        "truncate journal_line_2031_03",
                        "truncate usage_record_2031_03",
                        "insert into journal_line_2031_03 select book_id, journal_id, 9, entry_no,"
                                + " code, owner, currency, 5 from journal_line limit 1")) {
            var refused =
                    assertThrows(DatabaseFailed.class, () -> database.sql(change).update(), change);
            assertTrue(refused.isConstraint(), change);
        }
        assertEquals("journal_line_2031_03", placeOf(entry));
    }

    @Test
    @Tag("lesson-23")
    void anAccountsLinesAreFoundByTheirIndexInEachMonth() {
        months(MARCH);
        booked(MARCH, "a");
        var plan =
                database.transaction(() -> {
                    database.sql("set local enable_seqscan = off").update();
                    return database.sql(
                                    "explain select sum(micro) from journal_line where book_id = 1"
                                            + " and code = 2010 and owner = 'x'"
                                            + " and currency = 'USD'")
                            .list(row -> row.text("QUERY PLAN"));
                });
        assertTrue(plan.toString().contains("journal_line_2031_03_book_id_code"), plan.toString());
        assertFalse(plan.toString().contains("Seq Scan"), plan.toString());
    }

    private int months(Instant now) {
        return new MonthsAhead(database, Clock.fixed(now, ZoneOffset.UTC)).create();
    }

    private TestLedger ledger(Instant now) {
        return TestLedger.on(database, Clock.fixed(now, ZoneOffset.UTC));
    }

    private JournalEntry booked(Instant now, String ref) {
        var outcome = ledger(now).journal().book(topUp(ref));
        return assertInstanceOf(Journal.Outcome.Booked.class, outcome).entry();
    }

    private TopUp topUp(String ref) {
        return new TopUp(ref, buyer, usd("1"), usd("0"), Map.of());
    }

    private String placeOf(JournalEntry entry) {
        return database.sql(
                        "select distinct tableoid::regclass::text as place from journal_line"
                                + " where journal_id = ?",
                        entry.id())
                .one(row -> row.text("place"));
    }

    private static Money usd(String major) {
        return Money.of(major, USD);
    }
}
