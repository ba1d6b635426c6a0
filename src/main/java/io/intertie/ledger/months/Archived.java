package io.intertie.ledger.months;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import java.util.Optional;
import java.util.UUID;

/// The months that are detached, as questions see them: what they brought forward stands in for
/// their lines.
///
/// It is text within a question and no view, so that nobody can change it in the database.
public final class Archived {
    /// All lines that ever moved an account: those at hand, and what archived ones came to.
    public static final String LINES =
            """
            (select book_id, journal_id, code, owner, currency, micro from journal_line
            union all
            select l.book_id, l.entry_id, l.code, l.owner, l.currency, l.micro
            from brought_line l join brought_entry e on e.id = l.entry_id
            where %s)\
            """
                    .formatted(current("e.archive_id"));

    /// The same with what is known of their entries; `entries` is how many a line stands for.
    public static final String BOOKED =
            """
            (select l.book_id, l.journal_id, l.line_no, l.code, l.owner, l.currency, l.micro,
                j.kind, j.booked_at, 1 as entries
            from journal_line l join journal j on j.book_id = l.book_id and j.id = l.journal_id
            union all
            select l.book_id, l.entry_id, l.line_no, l.code, l.owner, l.currency, l.micro,
                e.kind, e.booked_on::timestamp at time zone 'UTC', e.entries
            from brought_line l join brought_entry e on e.id = l.entry_id
            where %s)\
            """
                    .formatted(current("e.archive_id"));

    private Archived() {}

    /// Whether an archive's sums still count: its month was not attached again.
    public static String current(String archiveId) {
        return "not exists (select 1 from archive_end x where x.archive_id = %s)"
                .formatted(archiveId);
    }

    /// Whether a journal with this id, a column or parameter, would lie in an archived month.
    public static String holds(String journalId) {
        return """
        exists (select 1 from archive a where %1$s >= a.first_id and %1$s < a.end_id and %2$s)\
        """
                .formatted(journalId, current("a.id"));
    }

    /// The same of the journal that a cause led to.
    public static String holdsCause(String kind, String externalRef) {
        return """
        exists (select 1 from journal_cause k where k.book_id = 1 and k.kind = '%s'
            and k.external_ref = %s and %s)\
        """
                .formatted(kind, externalRef, holds("k.journal_id"));
    }

    /// Refuses to go on as if a journal did not exist, if it lies in an archived month.
    ///
    /// @throws Problem that names the month
    public static void refuse(Database database, UUID journalId) {
        month(database, journalId)
                .ifPresent(month -> {
                    throw new Problem(
                            ProblemType.UNAVAILABLE,
                            Wording.of(
                                    "books.archived",
                                    "The books of %s are archived; the operator can attach them"
                                            + " again.",
                                    month));
                });
    }

    /// The last month that is archived, if any: single entries up to it are not at hand.
    public static Optional<String> last(Database database) {
        return database.sql(
                        "select month from archive a where %s order by month desc limit 1"
                                .formatted(current("a.id")))
                .first(row -> row.text("month"));
    }

    /// The archived month that a journal's id lies in, if any: `2026-03`.
    public static Optional<String> month(Database database, UUID journalId) {
        return database.sql(
                        "select month from archive a where ? >= a.first_id and ? < a.end_id and "
                                + current("a.id"),
                        journalId,
                        journalId)
                .first(row -> row.text("month"));
    }
}
