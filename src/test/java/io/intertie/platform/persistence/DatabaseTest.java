package io.intertie.platform.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final String INSERT =
            "insert into outbox_event (type, payload, published_at) values (?, ?, ?)";

    private final Database database = TestDatabase.fresh();

    @Test
    void aFailedTransactionLeavesNothingBehind() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        database.transaction(() -> {
                            insert("a");
                            throw new IllegalStateException("after the insert");
                        }));
        assertEquals(0, rows());
    }

    @Test
    void anInnerTransactionJoinsTheOuterOne() {
        var told = new ArrayList<String>();
        database.transaction(() -> {
            insert("a");
            database.transaction(() -> insert("b"));
            database.afterCommit(() -> told.add("committed"));
            assertTrue(told.isEmpty());
        });
        assertEquals(2, rows());
        assertEquals(1, told.size());
    }

    @Test
    void aDuplicateIsToldFromOtherFailures() {
        insert("a");
        var failed =
                assertThrows(
                        DatabaseFailed.class,
                        () ->
                                database.sql(
                                                "insert into outbox_event overriding system value"
                                                        + " select * from outbox_event")
                                        .update());
        assertTrue(failed.isDuplicate());
    }

    @Test
    void aSnapshotSeesOneInstantAndWritesNothing() throws Exception {
        insert("a");
        try (var elsewhere = Executors.newVirtualThreadPerTaskExecutor()) {
            var within =
                    database.snapshot(() -> {
                        assertEquals(1, rows());
                        elsewhere.submit(() -> insert("b")).get();
                        return rows();
                    });
            assertEquals(1, within);
        }
        assertEquals(2, rows());
        assertThrows(
                DatabaseFailed.class,
                () ->
                        database.snapshot(() -> {
                            insert("c");
                            return Boolean.TRUE;
                        }));
        assertEquals(2, rows());
    }

    @Test
    void aSnapshotCannotBeTakenOfATransactionThatHasRead() {
        assertThrows(
                DatabaseFailed.class,
                () ->
                        database.transaction(() -> {
                            assertEquals(0, rows());
                            database.snapshot(this::rows);
                        }));
    }

    private void insert(String payload) {
        assertEquals(1, database.sql(INSERT, "Test", payload, Instant.EPOCH).update());
    }

    private long rows() {
        return database.sql("select count(*) as n from outbox_event").one(row -> row.number("n"));
    }
}
