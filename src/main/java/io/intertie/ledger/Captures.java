package io.intertie.ledger;

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
                select l.journal_id, sum(l.micro) as micro
                from journal_line l join journal j on j.book_id = l.book_id and j.id = l.journal_id
                where l.book_id = ? and l.code = ? and l.owner = ? and l.currency = ?
                    and j.kind = 'CAPTURE'
                group by l.journal_id)
            """;
    private static final String TOTAL =
            CREDITING
                    + """
                    select count(*) as captures,
                        cast(coalesce(sum(micro), 0) as bigint) as micro,
                        (select cast(coalesce(sum(carry_pico), 0) as bigint) from provider_carry
                            where book_id = ? and provider_id = ? and provider_currency = ?)
                            as carry_pico,
                        (select cast(coalesce(-sum(l.micro), 0) as bigint)
                            from reversal r
                                join journal_line l on l.book_id = r.book_id
                                    and l.journal_id = r.journal_id
                                join journal j on j.book_id = r.book_id and j.id = r.reverses_id
                            where r.book_id = ? and l.code = ? and l.owner = ?
                                and l.currency = ? and j.kind = 'CAPTURE') as given_back
                    from capture\
                    """;
    private static final String PAYING =
            CREDITING
                    + """
                    select l.currency, count(distinct l.journal_id) as captures
                    from capture join journal_line l on l.book_id = ? and l.code in (2010, 2011)
                        and l.journal_id = capture.journal_id
                    group by l.currency order by l.currency\
                    """;
    // Lines 2k-1 and 2k are the two sides of posting k.
    private static final String FLOWS =
            CREDITING
                    + """
                    select giver.code as from_code, taker.code as to_code, taker.currency,
                        cast(sum(taker.micro) as bigint) as micro
                    from capture
                        join journal_line taker on taker.book_id = ? and taker.line_no % 2 = 0
                            and taker.journal_id = capture.journal_id
                        join journal_line giver on giver.book_id = taker.book_id
                            and giver.journal_id = taker.journal_id
                            and giver.line_no = taker.line_no - 1
                    group by giver.code, taker.code, taker.currency
                    order by taker.currency, giver.code, taker.code\
                    """;

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
