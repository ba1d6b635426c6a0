package io.intertie.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.platform.outbox.Outbox;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrailTest {
    private static final UUID ORGANISATION = UUID.randomUUID();
    private static final Actor BEA =
            new Actor("bea", ORGANISATION, Set.of(Role.BUYER), "192.0.2.1");

    private final Database database = TestDatabase.fresh();
    // Nanoseconds, to show that the chain does not depend on what PostgreSQL drops.
    private final Trail trail = TestTrail.on(database, Clock.systemUTC());

    @Test
    void anActIsReadBackAsItWasDone() {
        trail.record(BEA, "api-key.revoked", "key-1", Map.of("reason", "lost", "by", "bea"));

        var entry = trail.latest(10).getFirst();
        assertEquals(1, entry.sequence());
        assertEquals("bea", entry.actor());
        assertEquals(ORGANISATION, entry.organisationId());
        assertEquals("api-key.revoked", entry.action());
        assertEquals("key-1", entry.subject());
        assertEquals("{\"by\":\"bea\",\"reason\":\"lost\"}", entry.detail());
        assertEquals("192.0.2.1", entry.address());
        assertEquals(new Verification.Intact(1, entry.hash()), trail.verify());
    }

    @Test
    void anOrganisationSeesItsOwnActs() {
        trail.record(BEA, "a", "1", Map.of());
        trail.record(Actor.market("seed"), "b", "2", Map.of());
        trail.record(BEA, "c", "3", Map.of());
        assertEquals(
                List.of("c", "a"),
                trail.latestOf(ORGANISATION, 10).stream().map(AuditEntry::action).toList());
        assertEquals(List.of("c", "b"), trail.latest(2).stream().map(AuditEntry::action).toList());
    }

    @Test
    void anActThatFailsLeavesNoEntry() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        database.transaction(() -> {
                            trail.record(BEA, "a", "1", Map.of());
                            throw new IllegalStateException("the act failed");
                        }));
        assertEquals(new Verification.Intact(0, ""), trail.verify());
    }

    @Test
    void entriesNeitherChangeNorGo() {
        trail.record(BEA, "a", "1", Map.of());
        for (var change :
                List.of(
                        "update audit_entry set actor = 'eve'",
                        "delete from audit_entry",
                        "truncate audit_entry")) {
            var refused =
                    assertThrows(DatabaseFailed.class, () -> database.sql(change).update(), change);
            assertTrue(refused.isConstraint(), change);
        }
    }

    @Test
    void oneFlippedByteIsFoundAndItsEntryNamed() {
        record(5);
        forced("update audit_entry set detail = replace(detail, '3', '4') where sequence = 3");
        assertEquals(3, assertInstanceOf(Verification.Broken.class, trail.verify()).sequence());
    }

    @Test
    void anEntryThatIsHashedAnewBreaksTheNextOne() {
        record(5);
        var third = trail.latest(3).getLast();
        var second = trail.latest(4).getLast();
        var forged = "{\"n\":\"9\"}";
        var changed =
                new AuditEntry(
                        third.id(),
                        third.sequence(),
                        third.at(),
                        third.actor(),
                        third.organisationId(),
                        third.action(),
                        third.subject(),
                        forged,
                        third.address(),
                        "");
        forced(
                "update audit_entry set detail = '%s', hash = '%s' where sequence = 3"
                        .formatted(forged, Chain.hash(second.hash(), changed)));
        assertEquals(4, assertInstanceOf(Verification.Broken.class, trail.verify()).sequence());
    }

    @Test
    void aMissingEntryIsNamed() {
        record(5);
        forced("delete from audit_entry where sequence = 3");
        assertEquals(3, assertInstanceOf(Verification.Broken.class, trail.verify()).sequence());
    }

    @Test
    void howeverManyWriteAtOnceTheChainIsOne() {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 64)
                    .forEach(i -> pool.execute(() -> trail.record(BEA, "a", "s" + i, Map.of())));
        }
        assertEquals(64, assertInstanceOf(Verification.Intact.class, trail.verify()).entries());
        assertEquals(
                LongStream.rangeClosed(1, 64).boxed().toList().reversed(),
                trail.latest(100).stream().map(AuditEntry::sequence).toList());
    }

    private void record(int acts) {
        for (int n = 1; n <= acts; n++) {
            trail.record(BEA, "tariff.published", "plan", Map.of("n", Integer.toString(n)));
        }
    }

    /// What only the owner of the table can do.
    private void forced(String change) {
        database.transaction(() -> {
            database.sql("alter table audit_entry disable trigger all").update();
            assertEquals(1, database.sql(change).update());
            database.sql("alter table audit_entry enable trigger all").update();
        });
    }

    /// An act publishes its event before or after its entry, as it likes.
    @Test
    void actsThatPublishAndRecordInEitherOrderDoNotWaitForEachOther() throws Exception {
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var published =
                    both.submit(() ->
                            database.transaction(() -> {
                                publish();
                                rest();
                                trail.record(BEA, "a", "1", Map.of());
                            }));
            var recorded =
                    both.submit(() ->
                            database.transaction(() -> {
                                trail.record(BEA, "b", "2", Map.of());
                                rest();
                                publish();
                            }));
            published.get();
            recorded.get();
        }
        assertEquals(2, trail.latest(10).size());
    }

    private void publish() {
        database.sql("select pg_advisory_xact_lock(?)", Outbox.WRITERS).list(_ -> true);
    }

    private static void rest() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
