package io.intertie.fx;

import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The operator's entries as rows.
@ApplicationScoped
class RateEntryStore {
    private static final String SELECT =
            "select id, symbol, rate, as_of, evidence, entered_by, entered_at, state, decided_by"
                    + " from fx_rate_entry ";

    private final Database database;

    @Inject
    RateEntryStore(Database database) {
        this.database = database;
    }

    void write(RateEntry entry) {
        database.sql(
                        """
                        insert into fx_rate_entry
                            (id, symbol, rate, as_of, evidence, entered_by, entered_at, state)
                        values (?, ?, ?, cast(? as date), ?, ?, ?, ?)\
                        """,
                        entry.id(),
                        entry.symbol(),
                        entry.rate(),
                        entry.asOf().toString(),
                        entry.evidence(),
                        entry.enteredBy(),
                        entry.enteredAt(),
                        entry.state())
                .update();
    }

    /// An entry, its row locked until the transaction ends.
    Optional<RateEntry> lock(UUID id) {
        return database.sql(SELECT + "where id = ? for update", id).first(RateEntryStore::entry);
    }

    void decide(UUID id, RateEntry.State state, String by, Instant at) {
        database.sql(
                        "update fx_rate_entry set state = ?, decided_by = ?, decided_at = ?"
                                + " where id = ?",
                        state,
                        by,
                        at,
                        id)
                .update();
    }

    /// The newest first.
    List<RateEntry> latest(int limit) {
        return database.sql(SELECT + "order by entered_at desc, id desc limit ?", limit)
                .list(RateEntryStore::entry);
    }

    private static RateEntry entry(Row row) {
        return new RateEntry(
                row.id("id"),
                row.text("symbol"),
                row.decimal("rate"),
                LocalDate.parse(row.text("as_of")),
                row.text("evidence"),
                row.text("entered_by"),
                row.instant("entered_at"),
                row.constant(RateEntry.State.class, "state"),
                row.textIfAny("decided_by"));
    }
}
