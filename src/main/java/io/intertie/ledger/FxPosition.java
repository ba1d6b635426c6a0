package io.intertie.ledger;

import io.intertie.ledger.months.Archived;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/// What moved the market's FX position (9010); positive is long, negative short.
@ApplicationScoped
public class FxPosition {
    private static final String MOVED =
            """
            select l.currency, l.kind, cast(sum(l.entries) as bigint) as entries,
                cast(sum(l.micro) as bigint) as micro
            from (select currency, kind, journal_id, min(entries) as entries, sum(micro) as micro
                from {booked} b where book_id = ? and code = ? and booked_at < ?
                group by currency, kind, journal_id) l
            group by l.currency, l.kind order by l.currency, l.kind\
            """
                    .replace("{booked}", Archived.BOOKED);
    // An entry that moves two currencies gives one and takes the other; summed day by day.
    private static final String EXCHANGED =
            """
            with leg as (
                select l.journal_id as id, cast(l.booked_at at time zone 'UTC' as date) as day,
                    l.currency, sum(l.micro) as micro
                from {booked} l
                where l.book_id = ? and l.code = ?
                group by id, day, l.currency)
            select given.day, given.currency as given_currency, taken.currency as taken_currency,
                cast(sum(given.micro) as bigint) as given_micro,
                cast(sum(taken.micro) as bigint) as taken_micro,
                cast(given.day + 1 as timestamp) at time zone 'UTC' as until
            from leg given join leg taken on taken.id = given.id
                and given.micro < 0 and taken.micro > 0
            group by given.day, given.currency, taken.currency
            order by given.day, given.currency, taken.currency\
            """
                    .replace("{booked}", Archived.BOOKED);

    private final Database database;

    @Inject
    FxPosition(Database database) {
        this.database = database;
    }

    /// What all entries of a kind came to in a currency.
    public record Moved(Currency currency, JournalEntry.Kind kind, long entries, Money amount) {}

    /// A day's entries that gave one currency (negative) for another (positive).
    public record Exchanged(Instant until, Money given, Money taken) {}

    /// By currency and kind, of what was booked before an instant.
    public List<Moved> moved(Instant before) {
        return database.sql(MOVED, Book.ID, AccountCode.FX_POSITION.number(), before)
                .list(row -> {
                    var currency = Currency.of(row.text("currency"));
                    return new Moved(
                            currency,
                            row.constant(JournalEntry.Kind.class, "kind"),
                            row.number("entries"),
                            new Money(currency, row.number("micro")));
                });
    }

    /// In the order of the days.
    public List<Exchanged> exchanged() {
        return database.sql(EXCHANGED, Book.ID, AccountCode.FX_POSITION.number())
                .list(row ->
                        new Exchanged(
                                row.instant("until"),
                                new Money(
                                        Currency.of(row.text("given_currency")),
                                        row.number("given_micro")),
                                new Money(
                                        Currency.of(row.text("taken_currency")),
                                        row.number("taken_micro"))));
    }
}
