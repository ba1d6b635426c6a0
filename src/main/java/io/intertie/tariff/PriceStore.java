package io.intertie.tariff;

import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps price versions in `price_version`.
@ApplicationScoped
class PriceStore {
    private static final int MOST_BODIES = 5_000;

    private final Database database;
    private final Bounded<UUID, Body> bodies = new Bounded<>(MOST_BODIES);

    /// What of a version never changes and is dear to read.
    private record Body(List<PriceVersion.Line> lines, PriceVersion.Inputs inputs) {}

    @Inject
    PriceStore(Database database) {
        this.database = database;
    }

    /// Lets nobody else price a listing until the transaction ends.
    void lock(UUID listingId) {
        database.sql(
                        "select 1 as one from pg_advisory_xact_lock(hashtextextended(?, 61))",
                        listingId.toString())
                .one(row -> row.count("one"));
    }

    void insert(PriceVersion version, Actor publisher, Instant publishedAt) {
        database.sql(
                        """
                        insert into price_version (id, listing_id, number, effective_from,
                            provider_currency, lines, tariff_version_id, inputs, inputs_hash,
                            reason, published_by, published_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        version.id(),
                        version.listingId(),
                        version.number(),
                        version.effectiveFrom(),
                        version.providerCurrency().code(),
                        PriceText.write(version.lines()),
                        version.inputs().tariffVersionId(),
                        PriceText.write(version.inputs()),
                        version.inputsHash(),
                        version.reason(),
                        publisher.name(),
                        publishedAt)
                .update();
    }

    void close(UUID versionId, Instant effectiveTo) {
        database.sql(
                        "update price_version set effective_to = ? where id = ?",
                        effectiveTo,
                        versionId)
                .update();
    }

    Optional<PriceVersion> find(UUID id) {
        return database.sql("select * from price_version where id = ?", id).first(this::read);
    }

    Optional<PriceVersion> latest(UUID listingId) {
        return database.sql(
                        "select * from price_version where listing_id = ?"
                                + " order by number desc limit 1",
                        listingId)
                .first(this::read);
    }

    Optional<PriceVersion> at(UUID listingId, Instant instant) {
        return database.sql(
                        "select * from price_version where listing_id = ?"
                                + " and tstzrange(effective_from, effective_to) @> ?",
                        listingId,
                        instant)
                .first(this::read);
    }

    List<PriceVersion> of(UUID listingId) {
        return database.sql(
                        "select * from price_version where listing_id = ? order by number desc",
                        listingId)
                .list(this::read);
    }

    /// The versions of all listings that are in force after an instant.
    List<PriceVersion> after(Instant instant) {
        return database.sql(
                        "select * from price_version"
                                + " where effective_to is null or effective_to > ?"
                                + " order by listing_id, number",
                        instant)
                .list(this::read);
    }

    private PriceVersion read(Row row) {
        var body =
                bodies.of(
                        row.id("id"),
                        id ->
                                new Body(
                                        PriceText.readLines(row.text("lines")),
                                        PriceText.readInputs(row.text("inputs"))));
        return new PriceVersion(
                row.id("id"),
                row.id("listing_id"),
                row.count("number"),
                row.instant("effective_from"),
                row.instantIfAny("effective_to"),
                Currency.of(row.text("provider_currency")),
                body.lines(),
                body.inputs(),
                row.text("inputs_hash"),
                row.text("reason"));
    }
}
