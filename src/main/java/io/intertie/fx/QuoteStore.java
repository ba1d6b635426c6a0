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
            "select id, base, quote, mid, spread_bps, valid_from, valid_to, source, quality, as_of"
                    + " from fx_quote ";

    private final Database database;

    @Inject
    QuoteStore(Database database) {
        this.database = database;
    }

    /// Waits until nobody else makes a quote for the pair; held to the end of the transaction.
    void lock(CurrencyPair pair) {
        database.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))", "fx:" + pair)
                .list(row -> true);
    }

    Optional<Quote> inForce(CurrencyPair pair, Instant at) {
        return database.sql(
                        SELECT
                                + "where base = ? and quote = ?"
                                + " and valid_from <= ? and valid_to > ?"
                                + " order by valid_from desc limit 1",
                        pair.base().code(),
                        pair.quote().code(),
                        at,
                        at)
                .first(QuoteStore::quote);
    }

    void write(Quote quote, CrossRate cross) {
        database.sql(
                        """
                        insert into fx_quote (id, base, quote, mid, spread_bps, valid_from,
                            valid_to, source, quality, as_of, base_rate_id, quote_rate_id)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as date), ?, ?)\
                        """,
                        quote.id(),
                        quote.pair().base().code(),
                        quote.pair().quote().code(),
                        quote.mid().value(),
                        quote.spreadBps(),
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
                new CurrencyPair(Currency.of(row.text("base")), Currency.of(row.text("quote"))),
                new Rate(row.decimal("mid")),
                row.count("spread_bps"),
                row.instant("valid_from"),
                row.instant("valid_to"),
                row.text("source"),
                row.text("quality"),
                LocalDate.parse(row.text("as_of")));
    }
}
