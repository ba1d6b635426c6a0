package io.intertie.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class PlatformIT {
    private static final String INSERT =
            "insert into outbox_event (type, payload, published_at) values ('T', '{}', ?)";

    @Inject @Nullable Database database;
    @Inject @Nullable Clock clock;

    @Deployment
    static WebArchive war() {
        return Deployed.war();
    }

    @Test
    void aFailedTransactionLeavesNothingBehind() {
        failAfterInsert();
    }

    @Test
    void aVirtualThreadHasTransactionsToo() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(this::failAfterInsert).get();
        }
    }

    @Test
    void whatWaitsForTheCommitRunsAfterItOnly() {
        var db = Objects.requireNonNull(database);
        var told = new ArrayList<String>();
        db.transaction(() -> {
            db.sql("select 1 as n").one(row -> row.number("n"));
            db.afterCommit(() -> told.add("committed"));
            assertTrue(told.isEmpty());
        });
        assertEquals(List.of("committed"), told);
    }

    @Test
    void aSnapshotSeesOneInstant() {
        var db = Objects.requireNonNull(database);
        var now = Objects.requireNonNull(clock).instant();
        var before = rows(db);
        var within =
                db.snapshot(() -> {
                    assertEquals(before, rows(db));
                    try (var elsewhere = Executors.newVirtualThreadPerTaskExecutor()) {
                        assertEquals(1, elsewhere.submit(() -> db.sql(INSERT, now).update()).get());
                    }
                    return rows(db);
                });
        assertEquals(before, within);
        assertEquals(before + 1, rows(db));
    }

    private void failAfterInsert() {
        var db = Objects.requireNonNull(database);
        var now = Objects.requireNonNull(clock).instant();
        var before = rows(db);
        assertThrows(
                IllegalStateException.class,
                () ->
                        db.transaction(() -> {
                            assertEquals(1, db.sql(INSERT, now).update());
                            throw new IllegalStateException("after the insert");
                        }));
        assertEquals(before, rows(db));
    }

    private static long rows(Database db) {
        return db.sql("select count(*) as n from outbox_event").one(row -> row.number("n"));
    }
}
