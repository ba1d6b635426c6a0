package io.intertie.audit;

import io.intertie.platform.outbox.Outbox;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/// Audit entries as rows.
@ApplicationScoped
class EntryStore {
    private static final int PAGE = 1_000;
    private static final String SELECT =
            "select sequence, id, at, actor, organisation_id, action, subject, detail, address,"
                    + " hash from audit_entry ";

    private final Database database;

    @Inject
    EntryStore(Database database) {
        this.database = database;
    }

    /// Waits until nobody else writes; held to the end of the transaction.
    void lockTheEnd() {
        database.sql("select pg_advisory_xact_lock(?)", Outbox.WRITERS).list(row -> true);
    }

    Chain end() {
        return database.sql("select sequence, hash from audit_entry order by sequence desc limit 1")
                .first(row -> new Chain(row.number("sequence"), row.text("hash")))
                .orElse(Chain.START);
    }

    void write(AuditEntry entry, String hash) {
        database.sql(
                        """
                        insert into audit_entry (sequence, id, at, actor, organisation_id,
                            action, subject, detail, address, hash)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                        """,
                        entry.sequence(),
                        entry.id(),
                        entry.at(),
                        entry.actor(),
                        entry.organisationId(),
                        entry.action(),
                        entry.subject(),
                        entry.detail(),
                        entry.address(),
                        hash)
                .update();
    }

    List<AuditEntry> latest(int limit) {
        return database.sql(SELECT + "order by sequence desc limit ?", limit)
                .list(EntryStore::entry);
    }

    List<AuditEntry> latestOf(UUID organisationId, int limit) {
        return database.sql(
                        SELECT + "where organisation_id = ? order by sequence desc limit ?",
                        organisationId,
                        limit)
                .list(EntryStore::entry);
    }

    /// A page of what follows a sequence, the oldest first.
    List<AuditEntry> after(long sequence) {
        return database.sql(SELECT + "where sequence > ? order by sequence limit ?", sequence, PAGE)
                .list(EntryStore::entry);
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.id("id"),
                row.number("sequence"),
                row.instant("at"),
                row.text("actor"),
                row.id("organisation_id"),
                row.text("action"),
                row.text("subject"),
                row.text("detail"),
                row.text("address"),
                row.text("hash"));
    }
}
