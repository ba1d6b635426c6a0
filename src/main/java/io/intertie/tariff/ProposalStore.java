package io.intertie.tariff;

import io.intertie.platform.persistence.Columns;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps what waits for its provider, in `price_proposal`.
@ApplicationScoped
class ProposalStore {
    private final Database database;

    @Inject
    ProposalStore(Database database) {
        this.database = database;
    }

    /// Keeps a proposal in the place of one that waits still.
    void insert(Repricing.Waiting waiting) {
        database.sql(
                        "update price_proposal set state = 'SUPERSEDED', decided_at = ?"
                                + " where listing_id = ? and state = 'PROPOSED'",
                        waiting.proposedAt(),
                        waiting.listingId())
                .update();
        database.sql(
                        """
                        insert into price_proposal (id, listing_id, tariff_version_id, rise_bps,
                            fall_bps, state, proposed_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """,
                        waiting.id(),
                        waiting.listingId(),
                        waiting.tariffVersionId(),
                        waiting.riseBps(),
                        waiting.fallBps(),
                        waiting.state(),
                        waiting.proposedAt())
                .update();
    }

    /// Holds the proposal until the transaction ends.
    Optional<Repricing.Waiting> held(UUID id) {
        return database.sql("select * from price_proposal where id = ? for update", id)
                .first(ProposalStore::read);
    }

    Optional<Repricing.Waiting> find(UUID id) {
        return database.sql("select * from price_proposal where id = ?", id)
                .first(ProposalStore::read);
    }

    void publish(UUID id, UUID priceVersionId, String by, Instant now) {
        database.sql(
                        """
                        update price_proposal set state = 'PUBLISHED', price_version_id = ?,
                            decided_by = ?, decided_at = ? where id = ?
                        """,
                        priceVersionId,
                        by,
                        now,
                        id)
                .update();
    }

    void dismiss(UUID id, String by, Instant now) {
        database.sql(
                        "update price_proposal set state = 'DISMISSED', decided_by = ?,"
                                + " decided_at = ? where id = ?",
                        by,
                        now,
                        id)
                .update();
    }

    /// The newest first.
    List<Repricing.Waiting> of(UUID listingId) {
        return database.sql(
                        "select * from price_proposal where listing_id = ?"
                                + " order by proposed_at desc, id desc",
                        listingId)
                .list(ProposalStore::read);
    }

    /// What waits of some listings, the newest first.
    List<Repricing.Waiting> open(Collection<UUID> listings) {
        var ids = new Columns("uuid");
        listings.forEach(ids::add);
        return database.sql(
                        "select * from price_proposal where state = 'PROPOSED'"
                                + " and listing_id in (select * from "
                                + Columns.unnest("uuid")
                                + ") order by proposed_at desc, id desc",
                        ids.after())
                .list(ProposalStore::read);
    }

    private static Repricing.Waiting read(Row row) {
        return new Repricing.Waiting(
                row.id("id"),
                row.id("listing_id"),
                row.id("tariff_version_id"),
                row.number("rise_bps"),
                row.number("fall_bps"),
                row.constant(Repricing.Waiting.State.class, "state"),
                row.instant("proposed_at"),
                row.idIfAny("price_version_id"));
    }
}
