package io.intertie.ledger;

import io.intertie.ledger.months.Archived;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/// What requests have ever moved to a provider's accrued account, for whoever settles it.
///
/// A capture that stayed below one micro for the provider is in none of these sums: its pico are in
/// the carry.
@ApplicationScoped
public class Captures {
    private static final String CREDITING =
            """
            with capture as (
                select l.journal_id, sum(l.micro) as micro, min(l.entries) as entries
                from {booked} l
                where l.book_id = ? and l.code = ? and l.owner = ? and l.currency = ?
                    and l.kind = 'CAPTURE'
                group by l.journal_id)
            """
                    .replace("{booked}", Archived.BOOKED);
    private static final String TOTAL =
            CREDITING
                    + """
                    select cast(coalesce(sum(entries), 0) as bigint) as captures,
                        cast(coalesce(sum(micro), 0) as bigint) as micro,
                        (select cast(coalesce(sum(carry_pico), 0) as bigint) from provider_carry
                            where book_id = ? and provider_id = ? and provider_currency = ?)
                            as carry_pico,
                        (select cast(coalesce(-sum(l.micro), 0) as bigint)
                            from reversal r
                                join journal_line l on l.book_id = r.book_id
                                    and l.journal_id = r.journal_id
                                left join journal j
                                    on j.book_id = r.book_id and j.id = r.reverses_id
                                left join archived_reversed o on o.reverses_id = r.reverses_id
                                    and {current_o}
                            where r.book_id = ? and l.code = ? and l.owner = ?
                                and l.currency = ? and coalesce(j.kind, o.kind) = 'CAPTURE')
                        + (select cast(coalesce(-sum(l.micro), 0) as bigint)
                            from brought_entry e join brought_line l on l.entry_id = e.id
                            where e.book_id = ? and l.code = ? and l.owner = ?
                                and l.currency = ? and e.reverses_kind = 'CAPTURE'
                                and {current_e}) as given_back
                    from capture\
                    """
                            .replace("{current_o}", Archived.current("o.archive_id"))
                            .replace("{current_e}", Archived.current("e.archive_id"));
    private static final String PAYING =
            CREDITING
                    + """
                    select currency, cast(sum(entries) as bigint) as captures
                    from (select distinct l.currency, l.journal_id, capture.entries
                        from capture join {lines} l on l.book_id = ? and l.code in (2010, 2011)
                            and l.journal_id = capture.journal_id) paid
                    group by currency order by currency\
                    """
                            .replace("{lines}", Archived.LINES);
    // Lines 2k-1 and 2k are the two sides of posting k.
    private static final String FLOWS =
            CREDITING
                    + """
                    select giver.code as from_code, taker.code as to_code, taker.currency,
                        cast(sum(taker.micro) as bigint) as micro
                    from capture
                        join {booked} taker on taker.book_id = ? and taker.line_no % 2 = 0
                            and taker.journal_id = capture.journal_id
                        join {booked} giver on giver.book_id = taker.book_id
                            and giver.journal_id = taker.journal_id
                            and giver.line_no = taker.line_no - 1
                    group by giver.code, taker.code, taker.currency
                    order by taker.currency, giver.code, taker.code\
                    """
                            .replace("{booked}", Archived.BOOKED);

    private final Database database;

    @Inject
    Captures(Database database) {
        this.database = database;
    }

    /// How many captures credited the provider, with how much, what is still below one micro in all
    /// its carries together, and what of it was given back to buyers.
    ///
    /// **Units** `carryPico` in pico.
    public record Total(long captures, Money accrued, long carryPico, Money givenBack) {}

    /// In how many of them a wallet of that currency paid.
    public record Paying(Currency currency, long captures) {}

    /// What went from accounts of one code to accounts of another.
    public record Flow(AccountCode from, AccountCode to, Money amount) {}

    public Total total(Account accrued) {
        return database.sql(
                        TOTAL,
                        Book.ID,
                        accrued.code().number(),
                        accrued.owner(),
                        accrued.currency().code(),
                        Book.ID,
                        UUID.fromString(accrued.owner()),
                        accrued.currency().code(),
                        Book.ID,
                        accrued.code().number(),
                        accrued.owner(),
                        accrued.currency().code(),
                        Book.ID,
                        accrued.code().number(),
                        accrued.owner(),
                        accrued.currency().code())
                .one(row ->
                        new Total(
                                row.number("captures"),
                                new Money(accrued.currency(), row.number("micro")),
                                row.number("carry_pico"),
                                new Money(accrued.currency(), row.number("given_back"))));
    }

    public List<Paying> paying(Account accrued) {
        return database.sql(
                        PAYING,
                        Book.ID,
                        accrued.code().number(),
                        accrued.owner(),
                        accrued.currency().code(),
                        Book.ID)
                .list(row -> new Paying(Currency.of(row.text("currency")), row.number("captures")));
    }

    public List<Flow> flows(Account accrued) {
        return database.sql(
                        FLOWS,
                        Book.ID,
                        accrued.code().number(),
                        accrued.owner(),
                        accrued.currency().code(),
                        Book.ID)
                .list(Captures::flow);
    }

    private static Flow flow(Row row) {
        return new Flow(
                AccountCode.of(row.count("from_code")),
                AccountCode.of(row.count("to_code")),
                new Money(Currency.of(row.text("currency")), row.number("micro")));
    }
}
