package io.intertie.fx;

import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reference rates as rows.
@ApplicationScoped
class RateStore {
    private static final int ROWS_AT_ONCE = 500;
    private static final String COLUMNS =
            "id, source, quality, base, quote, venue, rate, as_of, published_at, fetched_at,"
                    + " payload_sha256, standing";

    private final Database database;

    @Inject
    RateStore(Database database) {
        this.database = database;
    }

    /// Waits until nobody else takes rates in or makes a quote; held to the end of the transaction.
    /// One lock for both, so that no two can wait for each other.
    void lock() {
        database.sql("select pg_advisory_xact_lock(hashtextextended('fx', 0))").list(row -> true);
    }

    boolean isOnRecord(String payloadSha256) {
        return database.sql("select 1 from fx_rate where payload_sha256 = ? limit 1", payloadSha256)
                .first(row -> true)
                .isPresent();
    }

    void write(List<ReferenceRate> rates) {
        for (int from = 0; from < rates.size(); from += ROWS_AT_ONCE) {
            writeAtOnce(rates.subList(from, Math.min(from + ROWS_AT_ONCE, rates.size())));
        }
    }

    private void writeAtOnce(List<ReferenceRate> rates) {
        var values = new ArrayList<Object>();
        for (var rate : rates) {
            values.addAll(
                    List.of(
                            rate.id(),
                            rate.source(),
                            rate.quality(),
                            rate.base().code(),
                            rate.quote().code(),
                            rate.venue(),
                            rate.rate(),
                            rate.asOf().toString(),
                            rate.publishedAt()
                                    .<Object>map(at -> at)
                                    .orElse(Database.Absent.INSTANT),
                            rate.fetchedAt(),
                            rate.payloadSha256(),
                            rate.standing()));
        }
        var row = "(?, ?, ?, ?, ?, ?, ?, cast(? as date), ?, ?, ?, ?)";
        database.sql(
                        "insert into fx_rate ("
                                + COLUMNS
                                + ") values "
                                + row
                                + (", " + row).repeat(rates.size() - 1),
                        values.toArray())
                .update();
    }

    /// The newest accepted rate of a currency in a hub up to a day; offshore ones are left out.
    Optional<ReferenceRate> newest(Currency hub, Currency currency, LocalDate upTo) {
        return database.sql(
                        "select "
                                + COLUMNS
                                + " from fx_rate where base = ? and quote = ?"
                                + " and as_of <= cast(? as date) and standing = 'ACCEPTED'"
                                + " and venue <> 'OFFSHORE'"
                                + " order by as_of desc, source = ? desc, fetched_at desc limit 1",
                        hub.code(),
                        currency.code(),
                        upTo.toString(),
                        OperatorEntry.NAME)
                .first(RateStore::rate);
    }

    /// Every rate of a hub from a day on, and before it the newest accepted one of each currency.
    List<ReferenceRate> around(Currency hub, LocalDate from) {
        return database.sql(
                        "select "
                                + COLUMNS
                                + " from fx_rate where base = ?"
                                + " and as_of >= cast(? as date)"
                                + " union all (select distinct on (quote, venue) "
                                + COLUMNS
                                + " from fx_rate where base = ? and as_of < cast(? as date)"
                                + " and standing = 'ACCEPTED' order by quote, venue, as_of desc)",
                        hub.code(),
                        from.toString(),
                        hub.code(),
                        from.toString())
                .list(RateStore::rate);
    }

    /// The newest rate of each source, currency and venue.
    List<ReferenceRate> newestOfEach() {
        return database.sql(
                        "select distinct on (source, base, quote, venue) "
                                + COLUMNS
                                + " from fx_rate order by source, base, quote, venue, as_of desc")
                .list(RateStore::rate);
    }

    /// The rates of the same source, currency and venue, the newest first.
    List<ReferenceRate> series(ReferenceRate one, int limit) {
        return database.sql(
                        "select "
                                + COLUMNS
                                + " from fx_rate where source = ? and base = ?"
                                + " and quote = ? and venue = ? order by as_of desc limit ?",
                        one.source(),
                        one.base().code(),
                        one.quote().code(),
                        one.venue(),
                        limit)
                .list(RateStore::rate);
    }

    Optional<LocalDate> newestDay(String source) {
        return database.sql("select max(as_of) as day from fx_rate where source = ?", source)
                .one(row -> row.textIfAny("day").map(LocalDate::parse));
    }

    private static ReferenceRate rate(Row row) {
        return new ReferenceRate(
                row.id("id"),
                row.text("source"),
                row.text("quality"),
                Currency.of(row.text("base")),
                Currency.of(row.text("quote")),
                row.constant(ReferenceRate.Venue.class, "venue"),
                row.decimal("rate"),
                LocalDate.parse(row.text("as_of")),
                row.instantIfAny("published_at"),
                row.instant("fetched_at"),
                row.text("payload_sha256"),
                row.constant(ReferenceRate.Standing.class, "standing"));
    }
}
