package io.intertie.ledger;

import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/// Which entry takes back which.
@ApplicationScoped
class ReversalStore {
    private final Database database;
    private final JournalStore entries;

    @Inject
    ReversalStore(Database database, JournalStore entries) {
        this.database = database;
        this.entries = entries;
    }

    /// Until the transaction ends, only this one takes the entry back.
    ///
    /// By a lock of its name, not of its row: who may not change journals may not lock them either.
    void lock(UUID entryId) {
        database.sql(
                        "select pg_advisory_xact_lock(hashtextextended(?, ?)) is null as locked",
                        entryId.toString(),
                        Book.ID)
                .one(row -> row.flag("locked"));
    }

    /// The reversals of an entry, in their order.
    List<JournalEntry> of(UUID entryId) {
        var ids =
                database.sql(
                                "select journal_id from reversal"
                                        + " where book_id = ? and reverses_id = ? order by part",
                                Book.ID,
                                entryId)
                        .list(row -> row.id("journal_id"));
        // One by one, so that an archived one says so.
        return ids.stream().map(id -> entries.find(id).orElseThrow()).toList();
    }

    void write(UUID entryId, int part, UUID reversalId) {
        database.sql(
                        "insert into reversal (book_id, reverses_id, part, journal_id)"
                                + " values (?, ?, ?, ?)",
                        Book.ID,
                        entryId,
                        part,
                        reversalId)
                .update();
    }
}
