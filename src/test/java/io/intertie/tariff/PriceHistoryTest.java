package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.persistence.DatabaseFailed;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What the database refuses, whatever the code above it asks for.
class PriceHistoryTest {
    private static final String COPY =
            """
            insert into price_version (id, listing_id, series_id, kind, number, effective_from,
                effective_to, provider_currency, lines, tariff_version_id, inputs, inputs_hash,
                reason, published_by, published_at)
            select gen_random_uuid(), listing_id, series_id, kind, number + ?, ?, ?,
                provider_currency, lines, tariff_version_id, inputs, inputs_hash, reason,
                published_by, published_at
            from price_version where id = ?
            """;

    private final World world = new World();
    private final TariffVersion tariff = world.tariff(Golden.table());
    private final PriceVersion version = world.price(Golden.terms());

    @Test
    void twoVersionsOfAListingCannotOverlap() {
        var from = world.now().plus(Duration.ofDays(1));
        var refused = assertThrows(DatabaseFailed.class, () -> copy(1, from, from.plusSeconds(1)));
        assertTrue(refused.isConstraint());
    }

    @Test
    void aVersionMayBeginInTheInstantInWhichTheOneBeforeEnds() {
        var end = world.now().plus(Duration.ofDays(1));
        close(end);
        var refused =
                assertThrows(
                        DatabaseFailed.class,
                        () -> copy(1, end.minusNanos(1000), end.plusSeconds(1)));
        assertTrue(refused.isConstraint());
        copy(1, end, end.plusSeconds(1));
        assertEquals(2, world.book.of(world.listing.id()).size());
    }

    @Test
    void anEndIsSetOnceAndNothingElseEverChanges() {
        refused("update price_version set lines = '[]' where id = ?", version.id());
        refused("update price_version set effective_from = now() where id = ?", version.id());
        refused(
                "update price_version set lines = '[]',"
                        + " effective_to = effective_from + interval '1 day' where id = ?",
                version.id());
        close(world.now().plusSeconds(60));
        refused("update price_version set effective_to = null where id = ?", version.id());
        refused(
                "update price_version set effective_to = effective_to + interval '1 day'"
                        + " where id = ?",
                version.id());
        assertEquals(version.lines(), world.book.find(version.id()).orElseThrow().lines());
    }

    @Test
    void nothingIsEverDeleted() {
        refused("delete from price_version");
        refused("truncate price_version");
        refused("delete from tariff_version");
        refused("truncate tariff_version, price_version");
    }

    @Test
    void aVerifiedTariffNeverChanges() {
        refused("update tariff_version set rules = '{}' where id = ?", tariff.id());
        refused("update tariff_version set verified_by = 'eve' where id = ?", tariff.id());
        refused(
                "update tariff_version set verified_by = null, verified_at = null where id = ?",
                tariff.id());
    }

    @Test
    void theDatabaseAsksForASecondPersonToo() {
        var draft = world.tariffs.draft(world.draft(Golden.table(), world.now()), world.drafter);
        refused(
                "update tariff_version set verified_by = drafted_by, verified_at = now()"
                        + " where id = ?",
                draft.id());
        refused("update tariff_version set rules = '{}' where id = ?", draft.id());
        refused(
                "update tariff_version set rules = '{}', verified_by = 'bo', verified_at = now()"
                        + " where id = ?",
                draft.id());
    }

    private void copy(int step, Instant from, Instant until) {
        world.database.sql(COPY, step, from, until, version.id()).update();
    }

    private void close(Instant end) {
        world.database
                .sql("update price_version set effective_to = ? where id = ?", end, version.id())
                .update();
    }

    private void refused(String sql, Object... bound) {
        assertThrows(DatabaseFailed.class, () -> world.database.sql(sql, bound).update(), sql);
    }

    @Test
    void evidenceIsOfItsOwnHashComesBeforeVerificationAndStays() {
        var draft = world.tariffs.draft(world.draft(Golden.table(), world.now()), world.drafter);
        var insert =
                "insert into tariff_evidence (tariff_version_id, name, sha256, document,"
                        + " attached_by, attached_at) values (?, 'a', ?, ?, 'ada', now())";
        var document = new byte[] {1, 2, 3};
        var sha256 = Canonical.sha256(document);
        refused(insert, draft.id(), Canonical.sha256("another"), document);
        refused(insert, tariff.id(), sha256, document);
        world.tariffs.attach(draft.id(), "a", document, world.drafter);
        refused("update tariff_evidence set name = 'b' where tariff_version_id = ?", draft.id());
        refused("delete from tariff_evidence where tariff_version_id = ?", draft.id());
    }
}
