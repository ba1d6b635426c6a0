package io.intertie.fx;

import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Optional;

/// The reference rates on record, all counted in US dollars; the shipped ones are read in first.
@ApplicationScoped
class ReferenceRates {
    private static final Currency USD = Currency.of("USD");

    private final Database database;
    private final ShippedRates shipped;

    @Inject
    ReferenceRates(Database database, ShippedRates shipped) {
        this.database = database;
        this.shipped = shipped;
    }

    /// The newest rate of a pair, crossed through the dollar; empty if either side is unknown.
    Optional<CrossRate> cross(CurrencyPair pair) {
        shipped.readInOnce();
        if (pair.base().equals(USD)) {
            return newest(pair.quote()).map(quote -> CrossRate.of(quote.ofOneDollar(), quote));
        }
        if (pair.quote().equals(USD)) {
            return newest(pair.base()).map(base -> CrossRate.of(base, base.ofOneDollar()));
        }
        return newest(pair.base())
                .flatMap(base -> newest(pair.quote()).map(quote -> CrossRate.of(base, quote)));
    }

    private Optional<CrossRate.Reference> newest(Currency currency) {
        return database.sql(
                        """
                        select id, rate, source, quality, as_of from fx_rate
                        where base = ? and quote = ? order by as_of desc limit 1\
                        """,
                        USD.code(),
                        currency.code())
                .first(ReferenceRates::reference);
    }

    private static CrossRate.Reference reference(Row row) {
        return new CrossRate.Reference(
                Optional.of(row.id("id")),
                row.decimal("rate"),
                row.text("source"),
                row.text("quality"),
                LocalDate.parse(row.text("as_of")));
    }
}
