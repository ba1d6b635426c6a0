package io.intertie.tariff.feed;

import io.intertie.money.Currency;
import io.intertie.platform.persistence.Columns;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.DayAhead.Point;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps day-ahead prices in `day_ahead_price`.
@ApplicationScoped
class DayAheadStore {
    private static final String[] TYPES = {
        "uuid", "timestamptz", "timestamptz", "integer", "text", "numeric"
    };

    private final Database database;

    @Inject
    DayAheadStore(Database database) {
        this.database = database;
    }

    /// A price as it was told, and how often the time was told before it.
    record Kept(Point point, int revision) {}

    /// Lets nobody else take prices of a zone in until the transaction ends.
    void lock(String zone) {
        database.sql("select 1 as one from pg_advisory_xact_lock(hashtextextended(?, 66))", zone)
                .one(row -> row.count("one"));
    }

    /// Every price of every revision that reaches into a range.
    List<Kept> between(String zone, Instant from, Instant to) {
        return database.sql(
                        """
                        select valid_from, valid_to, revision, currency, price_per_mwh, source
                        from day_ahead_price
                        where bidding_zone = ? and valid_from < ? and valid_to > ?
                        order by valid_from, revision
                        """,
                        zone,
                        to,
                        from)
                .list(DayAheadStore::kept);
    }

    /// When a document last brought a price that ends after an instant.
    Optional<Instant> takenAt(String zone, Instant since) {
        return database.sql(
                        "select max(taken_at) as taken from day_ahead_price"
                                + " where bidding_zone = ? and valid_to > ?",
                        zone,
                        since)
                .one(row -> row.instantIfAny("taken"));
    }

    /// The zones that have a price that ends after an instant.
    List<String> zones(Instant since) {
        return database.sql(
                        "select distinct bidding_zone from day_ahead_price where valid_to > ?"
                                + " order by bidding_zone",
                        since)
                .list(row -> row.text("bidding_zone"));
    }

    void write(String zone, List<Kept> prices, UUID document, Instant takenAt) {
        var columns = new Columns(TYPES);
        prices.forEach(one ->
                columns.add(
                        UuidV7.at(takenAt),
                        one.point().from(),
                        one.point().to(),
                        one.revision(),
                        one.point().currency().code(),
                        one.point().pricePerMwh().toPlainString()));
        var source = prices.isEmpty() ? "" : prices.getFirst().point().source();
        database.sql(
                        """
                        insert into day_ahead_price (bidding_zone, source, document_id, taken_at,
                            id, valid_from, valid_to, revision, currency, price_per_mwh)
                        select ?, ?, ?, ?, told.* from %s as told
                        """
                                .formatted(Columns.unnest(TYPES)),
                        columns.after(zone, source, document, takenAt))
                .update();
    }

    private static Kept kept(Row row) {
        return new Kept(
                new Point(
                        row.instant("valid_from"),
                        row.instant("valid_to"),
                        Currency.of(row.text("currency")),
                        row.decimal("price_per_mwh"),
                        row.text("source")),
                row.count("revision"));
    }
}
