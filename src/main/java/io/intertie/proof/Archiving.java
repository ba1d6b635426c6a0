package io.intertie.proof;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.money.Check;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.UuidV7;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// Detaches a month of journals and lines, and attaches it again.
///
/// One transaction brings the month's sums forward, detaches its tables into the schema `archived`
/// and writes an audit entry. **Always true** every balance is what it was (`ArchivingTest`).
final class Archiving {
    /// Names the right to archive among the database's advisory locks: "months" in ASCII.
    private static final long LOCK = 0x6d6f6e746873L;

    private static final Actor ACTOR = Actor.market("archive");

    private final Database database;
    private final ArchiveStore archives;
    private final Clock clock;
    private final int monthsKept;

    Archiving(Database database, Clock clock, int monthsKept) {
        this.database = database;
        this.archives = new ArchiveStore(database);
        this.clock = clock;
        this.monthsKept = monthsKept;
    }

    /// What came of it.
    sealed interface Outcome {
        /// `brought` entries stand for `entries` of them; `isDone` is false of a dry run.
        record Archived(long entries, long lines, long brought, boolean isDone)
                implements Outcome {}

        record Attached(boolean isDone) implements Outcome {}

        /// It is so already; nothing was written.
        record Already() implements Outcome {}

        record Refused(List<String> reasons) implements Outcome {}
    }

    Outcome archive(YearMonth month, boolean isDry) {
        return unlessBusy(() -> {
            lock();
            if (archives.current(month.toString()).isPresent()) {
                return new Outcome.Already();
            }
            var reasons = reasons(month);
            return reasons.isEmpty() ? archived(month, isDry) : new Outcome.Refused(reasons);
        });
    }

    Outcome attach(YearMonth month, boolean isDry) {
        return unlessBusy(() -> {
            lock();
            var archive = archives.current(month.toString());
            if (archive.isEmpty()) {
                return new Outcome.Already();
            }
            if (!isDry) {
                archives.lock();
                archives.attach(archive.get(), clock.instant());
                Trail.on(database).record(ACTOR, "month.attached", month.toString(), Map.of());
            }
            return new Outcome.Attached(!isDry);
        });
    }

    private Outcome unlessBusy(Callable<Outcome> work) {
        try {
            return database.transaction(work);
        } catch (DatabaseFailed failed) {
            if (failed.isLockTimeout()) {
                return new Outcome.Refused(
                        List.of("others hold its tables now; nothing was changed, try again"));
            }
            throw failed;
        }
    }

    private void lock() {
        database.sql("select pg_advisory_xact_lock(?) is null as locked", LOCK)
                .one(row -> row.flag("locked"));
    }

    private Outcome archived(YearMonth month, boolean isDry) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var id = UuidV7.at(now);
        var first = archives.idAt(start(month));
        var end = archives.idAt(start(month.plusMonths(1)));
        var counted = archives.alike(id, first, end);
        if (isDry) {
            return new Outcome.Archived(
                    counted.entries(), counted.lines(), counted.brought(), false);
        }
        var root = archives.rootNow(first, end);
        var begun =
                new ArchiveStore.Archive(
                        id, month.toString(), first, end, counted.entries(), root, "");
        archives.bringForward(begun);
        var brought = archives.broughtNow(id);
        var whole =
                new ArchiveStore.Archive(
                        id, month.toString(), first, end, counted.entries(), root, brought);
        archives.write(whole, counted.lines(), now);
        archives.lock();
        Check.that(
                archives.count("journal where id >= ? and id < ?", first, end) == counted.entries(),
                "%s was written to meanwhile",
                month);
        archives.detach(month.toString());
        Trail.on(database)
                .record(
                        ACTOR,
                        "month.archived",
                        month.toString(),
                        Map.of(
                                "entries",
                                Long.toString(counted.entries()),
                                "lines",
                                Long.toString(counted.lines()),
                                "root",
                                root,
                                "brought",
                                brought));
        return new Outcome.Archived(counted.entries(), counted.lines(), counted.brought(), true);
    }

    /// Why the month cannot be archived; empty if it can.
    private List<String> reasons(YearMonth month) {
        var reasons = new ArrayList<String>();
        var now = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
        var kept = Math.max(1, monthsKept);
        if (month.isAfter(now.minusMonths(kept))) {
            reasons.add("it must be over for %d months".formatted(kept));
        }
        var part = month.toString().replace('-', '_');
        if (archives.count(
                        "pg_class where relispartition and relnamespace ="
                                + " current_schema()::regnamespace and relname in (?, ?)",
                        "journal_" + part,
                        "journal_line_" + part)
                < 2) {
            reasons.add("it has no tables of its own");
            return reasons;
        }
        var end = start(month.plusMonths(1));
        open(reasons, "holds are open", "hold where state = 'HELD' and placed_at < ?", end);
        open(
                reasons,
                "disputes are open",
                "card_dispute where state = 'OPEN' and opened_at < ?",
                end);
        open(
                reasons,
                "settlement windows are open",
                "settlement_window where state = 'OPEN' and opens_at < ?",
                end);
        open(
                reasons,
                "payouts are not sent",
                "payout p join settlement_window w on w.id = p.window_id"
                        + " where p.state <> 'SENT' and w.opens_at < ?",
                end);
        var unsealed = archives.notAsSealed(archives.idAt(start(month)), archives.idAt(end));
        if (unsealed > 0) {
            reasons.add("%d journals are not sealed as they stand".formatted(unsealed));
        }
        return reasons;
    }

    private void open(List<String> reasons, String what, String sql, Instant end) {
        var found = archives.count(sql, end);
        if (found > 0) {
            reasons.add("%d %s".formatted(found, what));
        }
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
