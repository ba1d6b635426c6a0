package io.intertie.access;

import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps locks in `price_lock`.
@ApplicationScoped
class LockStore {
    private final Database database;

    @Inject
    LockStore(Database database) {
        this.database = database;
    }

    void add(PriceLock lock, String by) {
        database.sql(
                        """
                        insert into price_lock (id, subscription_id, organisation_id, listing_id,
                            locked_from, locked_until, committed_tokens, locked_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        lock.id(),
                        lock.subscriptionId(),
                        lock.organisationId(),
                        lock.listingId(),
                        lock.from(),
                        lock.until(),
                        lock.committedTokens()
                                .<Object>map(tokens -> tokens)
                                .orElse(Database.Absent.NUMBER),
                        by)
                .update();
    }

    Optional<PriceLock> find(UUID id) {
        return database.sql("select * from price_lock where id = ?", id).first(LockStore::read);
    }

    /// The newest lock of a subscription.
    Optional<PriceLock> of(UUID subscriptionId) {
        return database.sql(
                        "select * from price_lock where subscription_id = ?"
                                + " order by locked_until desc limit 1",
                        subscriptionId)
                .first(LockStore::read);
    }

    List<PriceLock> ofOrganisation(UUID organisationId) {
        return database.sql(
                        "select * from price_lock where organisation_id = ?"
                                + " order by locked_until desc",
                        organisationId)
                .list(LockStore::read);
    }

    /// The locks that last beyond an instant.
    List<PriceLock> after(Instant instant) {
        return database.sql(
                        "select * from price_lock where locked_until > ? order by locked_until",
                        instant)
                .list(LockStore::read);
    }

    private static PriceLock read(Row row) {
        var isCommitted = row.textIfAny("committed_tokens").isPresent();
        return new PriceLock(
                row.id("id"),
                row.id("subscription_id"),
                row.id("organisation_id"),
                row.id("listing_id"),
                row.instant("locked_from"),
                row.instant("locked_until"),
                isCommitted ? Optional.of(row.number("committed_tokens")) : Optional.empty());
    }
}
