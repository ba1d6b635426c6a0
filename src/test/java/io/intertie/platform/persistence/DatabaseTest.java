package io.intertie.platform.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
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

    private void insert(String payload) {
        assertEquals(1, database.sql(INSERT, "Test", payload, Instant.EPOCH).update());
    }

    private long rows() {
        return database.sql("select count(*) as n from outbox_event").one(row -> row.number("n"));
    }
}
