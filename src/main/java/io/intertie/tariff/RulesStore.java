package io.intertie.tariff;

import io.intertie.identity.Actor;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Keeps what providers set for their listings, in `listing_rules` and `listing_suspension`.
@ApplicationScoped
class RulesStore {
    private final Database database;

    @Inject
    RulesStore(Database database) {
        this.database = database;
    }

    void lock(UUID listingId) {
        database.sql(
                        "select 1 as one from pg_advisory_xact_lock(hashtextextended(?, 67))",
                        listingId.toString())
                .one(row -> row.count("one"));
    }

    Optional<ListingRules.Rules> rules(UUID listingId) {
        return database.sql("select * from listing_rules where listing_id = ?", listingId)
                .first(row ->
                        new ListingRules.Rules(
                                row.count("rise_bps"),
                                row.count("fall_bps"),
                                row.count("lock_days"),
                                row.constant(ListingRules.LockForm.class, "lock_form"),
                                row.count("index_rise_bps"),
                                row.count("index_fall_bps")));
    }

    void set(UUID listingId, ListingRules.Rules rules, Actor actor, Instant now) {
        database.sql(
                        """
                        insert into listing_rules values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (listing_id) do update set rise_bps = excluded.rise_bps,
                            fall_bps = excluded.fall_bps, lock_days = excluded.lock_days,
                            lock_form = excluded.lock_form,
                            index_rise_bps = excluded.index_rise_bps,
                            index_fall_bps = excluded.index_fall_bps,
                            changed_by = excluded.changed_by, changed_at = excluded.changed_at
                        """,
                        listingId,
                        rules.riseBps(),
                        rules.fallBps(),
                        rules.lockDays(),
                        rules.lockForm(),
                        rules.indexRiseBps(),
                        rules.indexFallBps(),
                        actor.name(),
                        now)
                .update();
    }

    Optional<ListingRules.Suspension> suspension(UUID listingId) {
        return database.sql(
                        "select * from listing_suspension"
                                + " where listing_id = ? and resumed_at is null",
                        listingId)
                .first(row ->
                        new ListingRules.Suspension(
                                listingId,
                                row.text("reason"),
                                row.text("suspended_by"),
                                row.instant("suspended_at")));
    }

    void suspend(UUID id, ListingRules.Suspension begun) {
        database.sql(
                        "insert into listing_suspension (id, listing_id, reason, suspended_by,"
                                + " suspended_at) values (?, ?, ?, ?, ?)",
                        id,
                        begun.listingId(),
                        begun.reason(),
                        begun.by(),
                        begun.since())
                .update();
    }

    int resume(UUID listingId, Actor actor, Instant now) {
        return database.sql(
                        "update listing_suspension set resumed_by = ?, resumed_at = ?"
                                + " where listing_id = ? and resumed_at is null",
                        actor.name(),
                        now,
                        listingId)
                .update();
    }
}
