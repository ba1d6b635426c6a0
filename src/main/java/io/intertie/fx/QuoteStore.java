package io.intertie.fx;

import io.intertie.money.Currency;
import io.intertie.money.Rate;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Quotes as rows.
@ApplicationScoped
class QuoteStore {
    private static final String SELECT =
            "select id, base, quote, mid, spread_bps, buffer_bps, valid_from, valid_to, source,"
                    + " quality, as_of from fx_quote ";

    private final Database database;

    @Inject
    QuoteStore(Database database) {
        this.database = database;
    }

    Optional<Quote> inForce(CurrencyPair pair, Instant at) {
        return database.sql(
                        SELECT
                                + "where base = ? and quote = ?"
                                + " and valid_from <= ? and valid_to > ?"
                                + " order by valid_from desc, id desc limit 1",
                        pair.base().code(),
                        pair.quote().code(),
                        at,
                        at)
                .first(QuoteStore::quote);
    }

    Optional<Quote> last(CurrencyPair pair, Instant by) {
        return database.sql(
                        SELECT
                                + "where base = ? and quote = ? and valid_from <= ?"
                                + " order by valid_from desc, id desc limit 1",
                        pair.base().code(),
                        pair.quote().code(),
                        by)
                .first(QuoteStore::quote);
    }

    /// Until when the quotes of a pair that began before an instant last.
    Optional<Instant> lastEnd(CurrencyPair pair, Instant before) {
        return database.sql(
                        "select max(valid_to) as ended from fx_quote"
                                + " where base = ? and quote = ? and valid_from < ?",
                        pair.base().code(),
                        pair.quote().code(),
                        before)
                .one(row -> row.instantIfAny("ended"));
    }

    /// The pairs that had a quote since an instant.
    List<CurrencyPair> pairsSince(Instant since) {
        return database.sql(
                        "select distinct base, quote from fx_quote where valid_to > ?"
                                + " order by base, quote",
                        since)
                .list(QuoteStore::pair);
    }

    void write(Quote quote, CrossRate cross) {
        database.sql(
                        """
                        insert into fx_quote (id, base, quote, mid, spread_bps, buffer_bps, rate,
                            valid_from, valid_to, source, quality, as_of,
                            base_rate_id, quote_rate_id)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as date), ?, ?)\
                        """,
                        quote.id(),
                        quote.pair().base().code(),
                        quote.pair().quote().code(),
                        quote.mid().value(),
                        quote.spreadBps(),
                        quote.bufferBps(),
                        quote.rate().value(),
                        quote.validFrom(),
                        quote.validTo(),
                        quote.source(),
                        quote.quality(),
                        quote.asOf().toString(),
                        orNull(cross.baseRateId()),
                        orNull(cross.quoteRateId()))
                .update();
    }

    private static Object orNull(Optional<UUID> id) {
        return id.<Object>map(known -> known).orElse(Database.Absent.UUID);
    }

    Optional<Quote> find(UUID id) {
        return database.sql(SELECT + "where id = ?", id).first(QuoteStore::quote);
    }

    List<Quote> latest(int limit) {
        return database.sql(SELECT + "order by valid_from desc, id desc limit ?", limit)
                .list(QuoteStore::quote);
    }

    private static Quote quote(Row row) {
        return new Quote(
                row.id("id"),
                pair(row),
                new Rate(row.decimal("mid")),
                row.count("spread_bps"),
                row.count("buffer_bps"),
                row.instant("valid_from"),
                row.instant("valid_to"),
                row.text("source"),
                row.text("quality"),
                LocalDate.parse(row.text("as_of")));
    }

    private static CurrencyPair pair(Row row) {
        return new CurrencyPair(Currency.of(row.text("base")), Currency.of(row.text("quote")));
    }
}
