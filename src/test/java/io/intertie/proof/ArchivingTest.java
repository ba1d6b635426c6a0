package io.intertie.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.ledger.TestBooks;
import io.intertie.platform.http.Problem;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A month is detached and attached again, and no figure changes.
@Tag("money")
class ArchivingTest {
    private static final YearMonth MONTH = YearMonth.from(Trade.NOW.atZone(ZoneOffset.UTC));
    private static final Instant LATER =
            Trade.NOW.atZone(ZoneOffset.UTC).plusMonths(13).toInstant();
    private static final Database SEALED = sealed();

    private Database database;
    private Archiving archiving;

    /// 60 requests of the old month, three of them partly given back: one then, two later.
    private static Database sealed() {
        var database = TestDatabase.fresh();
        database.sql("select create_months_ahead(?, 15) as n", Trade.NOW)
                .one(row -> row.count("n"));
        var old = new Trade(database, 7, 5);
        for (int i = 0; i < 60; i++) {
            old.request();
        }
        var later = new Trade(database, 8, 3, LATER);
        TestBooks.refund(old.ledger, "then", 1);
        TestBooks.refund(later.ledger, "later", 2);
        SealingTest.sealAll(database);
        return database;
    }

    @BeforeEach
    void aCopy() {
        database = TestDatabase.copyOf(SEALED);
        archiving = archiving(database, LATER);
    }

    private static Archiving archiving(Database database, Instant now) {
        return new Archiving(database, Clock.fixed(now, ZoneOffset.UTC), 13);
    }

    @Test
    void everyFigureIsTheSameWhenAMonthIsArchivedAndWhenItIsBack() {
        var before = TestBooks.figures(database);
        assertTrue(before.toString().length() > 1000, before.toString());
        var done =
                assertInstanceOf(Archiving.Outcome.Archived.class, archiving.archive(MONTH, false));
        assertTrue(done.entries() > 50 && done.brought() < done.entries(), done.toString());
        assertEquals(
                0,
                count(
                        "journal where id < first_id_at('%s')"
                                .formatted(MONTH.plusMonths(1).atDay(1))));
        assertEquals(before, TestBooks.figures(database));
        assertSound("1 months archived, brought forward, sealed root matches");
        assertEquals(new Archiving.Outcome.Attached(true), archiving.attach(MONTH, false));
        assertEquals(before, TestBooks.figures(database));
        assertSound("0 months archived");
        assertInstanceOf(Archiving.Outcome.Archived.class, archiving.archive(MONTH, false));
        assertEquals(before, TestBooks.figures(database));
        assertSound("1 months archived");
        assertEquals(3, count("audit_entry where action in ('month.archived', 'month.attached')"));
    }

    @Test
    void aSecondRunAndADryRunChangeNothing() {
        var dry =
                assertInstanceOf(Archiving.Outcome.Archived.class, archiving.archive(MONTH, true));
        assertFalse(dry.isDone());
        assertEquals(0, count("archive") + count("audit_entry"));
        archiving.archive(MONTH, false);
        assertEquals(new Archiving.Outcome.Already(), archiving.archive(MONTH, false));
        assertEquals(1, count("archive"));
        archiving.attach(MONTH, false);
        assertEquals(new Archiving.Outcome.Already(), archiving.attach(MONTH, false));
    }

    @Test
    void capturesGoOnWhileAMonthIsArchived() throws Exception {
        var stop = new AtomicBoolean();
        var served = Collections.synchronizedList(new ArrayList<UUID>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var trade = new Trade(database, 9, 3, LATER);
            var load =
                    threads.submit(() -> {
                        while (!stop.get()) {
                            served.add(trade.request());
                        }
                    });
            try {
                until(served, 20, load);
                assertInstanceOf(Archiving.Outcome.Archived.class, archiving.archive(MONTH, false));
                until(served, served.size() + 20, load);
            } finally {
                stop.set(true);
            }
            load.get();
        }
        SealingTest.sealAll(database);
        assertEquals(served.size() + 60, count("usage_record"));
        assertSound("1 months archived");
    }

    @Test
    void aMonthStaysWhileSomebodyHoldsItsTables() throws Exception {
        var isHeld = new CountDownLatch(1);
        var isTold = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var holding =
                    threads.submit(() ->
                            database.transaction(() -> {
                                database.sql("lock table journal in row exclusive mode").update();
                                isHeld.countDown();
                                return isTold.await(1, TimeUnit.MINUTES);
                            }));
            isHeld.await();
            refused("others hold its tables", MONTH);
            isTold.countDown();
            holding.get();
        }
        assertInstanceOf(Archiving.Outcome.Archived.class, archiving.archive(MONTH, false));
    }

    @Test
    void aMonthThatIsNotReadyStays() {
        refused("over for 13 months", MONTH.plusMonths(1));
        refused("no tables of its own", MONTH.minusMonths(30));
        new Trade(database, 3, 1).request();
        refused("not sealed", MONTH);
        SealingTest.sealAll(database);
        var trade = new Trade(database, 4, 1);
        trade.ledger.placed(Trade.BUYER, "1", "USD", Trade.NOW.plusSeconds(60));
        SealingTest.sealAll(database);
        refused("1 holds are open", MONTH);
    }

    @Test
    void aMonthWithAnOpenWindowStays() {
        database.sql(
                        "insert into settlement_window (id, provider_id, currency, sequence,"
                                + " opens_at, state) values (?, ?, 'CNY', 1, ?, 'OPEN')",
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        Trade.NOW)
                .update();
        refused("1 settlement windows are open", MONTH);
    }

    @Test
    void aMonthThatWasChangedIsNotArchived() {
        tamper(
                """
                update journal_line set micro = micro * 2 where ctid in (
                    select ctid from journal_line where journal_id < first_id_at('%s') limit 1)\
                """
                        .formatted(MONTH.plusMonths(1).atDay(1)));
        refused("1 journals are not sealed as they stand", MONTH);
    }

    @Test
    void aChangedByteOfWhatWasBroughtForwardIsNamed() {
        archiving.archive(MONTH, false);
        SealingTest.sealAll(database);
        tamper(
                "update brought_line set micro = micro * 2 where ctid in"
                        + " (select ctid from brought_line limit 1)");
        var tables = breaks().stream().map(Break::table).distinct().toList();
        assertTrue(tables.containsAll(List.of("brought_line", "archive")), tables.toString());
    }

    @Test
    void aChangedByteOfTheArchivedTableIsNamedOnceItIsBack() {
        archiving.archive(MONTH, false);
        tamper(
                "update archived.journal_line_%s set owner = concat(owner, 'x') where line_no = 1"
                        .formatted(MONTH.toString().replace('-', '_')));
        assertEquals(List.of(), breaks());
        archiving.attach(MONTH, false);
        assertTrue(
                breaks().stream()
                        .anyMatch(one ->
                                one.table().equals("journal_line")
                                        && one.key().contains("line_no=1")),
                () -> breaks().toString());
    }

    @Test
    void whoAsksForWhatIsArchivedIsToldTheMonth() {
        var id =
                database.sql(
                                "select external_ref::uuid as id, journal_id from journal_cause"
                                        + " where kind = 'CAPTURE' limit 1")
                        .one(row -> List.of(row.id("id"), row.id("journal_id")));
        archiving.archive(MONTH, false);
        var all = new Viewer(new UUID(0, 0), true);
        var stranger = new Viewer(UUID.randomUUID(), false);
        var explaining = Explaining.on(database);
        var told = assertThrows(Problem.class, () -> explaining.explain(id.getFirst(), all));
        assertTrue(told.detail().contains(MONTH + " are archived"), told.detail());
        assertTrue(explaining.explain(id.getFirst(), stranger).isEmpty());
        var journal = new Trade(database, 5, 1, LATER).ledger.journal();
        assertThrows(Problem.class, () -> journal.find(id.getLast()));
        assertEquals(2, new Auditor(database, System.out).run("explain", id.getFirst().toString()));
    }

    private static void until(List<UUID> served, int count, Future<?> load) throws Exception {
        while (served.size() < count && !load.isDone()) {
            Thread.sleep(5);
        }
    }

    private void refused(String reason, YearMonth month) {
        var refused =
                assertInstanceOf(Archiving.Outcome.Refused.class, archiving.archive(month, false));
        assertTrue(refused.reasons().toString().contains(reason), refused.toString());
        assertEquals(0, count("archive"));
    }

    private void assertSound(String told) {
        var lines = new ArrayList<String>();
        var verified = Verifying.on(database).verify(lines::add);
        assertEquals(List.of(), verified.breaks());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith(told)), lines.toString());
    }

    private List<Break> breaks() {
        return Verifying.on(database).verify(line -> {}).breaks();
    }

    private void tamper(String sql) {
        database.transaction(() -> {
            database.sql("set local session_replication_role = replica").update();
            database.sql(sql).update();
        });
    }

    private long count(String from) {
        return database.sql("select count(*) as n from " + from).one(row -> row.number("n"));
    }
}
