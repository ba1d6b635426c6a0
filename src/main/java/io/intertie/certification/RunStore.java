package io.intertie.certification;

import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps runs in `certification_run`.
final class RunStore {
    private final Database database;

    RunStore(Database database) {
        this.database = database;
    }

    void insert(Run run) {
        database.sql(
                        "insert into certification_run (id, listing_id, state, started_by,"
                                + " started_at, beat_at, steps) values (?, ?, ?, ?, ?, ?, ?)",
                        run.id(),
                        run.listingId(),
                        run.state(),
                        run.startedBy(),
                        run.startedAt(),
                        run.startedAt(),
                        StepText.write(run.steps()))
                .update();
    }

    /// Whether the run is still under way, and then seen now.
    boolean beat(UUID id, Instant now) {
        return database.sql(
                                "update certification_run set beat_at = ?"
                                        + " where id = ? and state = 'RUNNING'",
                                now,
                                id)
                        .update()
                == 1;
    }

    void progress(UUID id, List<Run.Result> steps, Instant now) {
        database.sql(
                        "update certification_run set steps = ?, beat_at = ?"
                                + " where id = ? and state = 'RUNNING'",
                        StepText.write(steps),
                        now,
                        id)
                .update();
    }

    /// Ends a run that is under way; tells whether it was.
    boolean end(UUID id, Run.State state, Instant now) {
        return database.sql(
                                "update certification_run set state = ?, ended_at = ?"
                                        + " where id = ? and state = 'RUNNING'",
                                state,
                                now,
                                id)
                        .update()
                == 1;
    }

    Optional<Run> find(UUID id) {
        return database.sql("select * from certification_run where id = ?", id)
                .first(RunStore::run);
    }

    /// A listing's runs, the newest first.
    List<Run> of(UUID listingId, int most) {
        return database.sql(
                        "select * from certification_run where listing_id = ?"
                                + " order by started_at desc, id desc limit ?",
                        listingId,
                        most)
                .list(RunStore::run);
    }

    long startedSince(UUID listingId, Instant first) {
        return database.sql(
                        "select count(*) as runs from certification_run"
                                + " where listing_id = ? and started_at > ?",
                        listingId,
                        first)
                .one(row -> row.number("runs"));
    }

    /// The runs under way that no node has been seen at since.
    List<Run> silentSince(Instant last) {
        return database.sql(
                        "select * from certification_run where state = 'RUNNING' and beat_at < ?",
                        last)
                .list(RunStore::run);
    }

    private static Run run(Row row) {
        return new Run(
                row.id("id"),
                row.id("listing_id"),
                row.constant(Run.State.class, "state"),
                row.text("started_by"),
                row.instant("started_at"),
                row.instantIfAny("ended_at"),
                StepText.read(row.text("steps")));
    }
}
