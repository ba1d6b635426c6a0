package io.intertie.ledger;

import io.intertie.ledger.months.Archived;
import java.util.List;

/// A figure that is kept beside the journals, and the question that counts it again.
///
/// The question names a `place`, what was `found` and what is `expected`, for each that differs;
/// its only parameters are books.
record Projection(String sql) {
    /// What requests moved: each captured hold with the lines that its journal has or had.
    private static final String CAPTURED =
            """
            from (
                select h.organisation_id, h.currency, h.provider_id, h.provider_currency,
                    l.code, l.owner, l.currency as of, l.micro
                from hold h
                join journal_cause c on c.book_id = h.book_id and c.kind = 'CAPTURE'
                    and c.external_ref = h.id::text
                join journal_line l on l.book_id = c.book_id and l.journal_id = c.journal_id
                where h.book_id = ? and h.state = 'CAPTURED'
                union all
                select e.organisation_id, e.currency, e.provider_id, e.provider_currency,
                    l.code, l.owner, l.currency, l.micro
                from brought_entry e join brought_line l on l.entry_id = e.id
                where e.book_id = ? and e.kind = 'CAPTURE' and {current}) h
            join lateral (select h.code, h.owner, h.of as currency, h.micro) l on true
            where true\
            """
                    .replace("{current}", Archived.current("e.archive_id"));

    static final List<Projection> ALL =
            List.of(
                    new Projection(
                            """
                            select 'journal ' || journal_id || ' ' || currency as place,
                                sum(micro) as found, 0 as expected
                            from journal_line where book_id = ?
                            group by journal_id, currency having sum(micro) <> 0\
                            """),
                    new Projection(
                            """
                            select 'cause of journal ' || coalesce(j.id, c.journal_id) as place,
                                c.kind || ' ' || c.external_ref as found,
                                coalesce(j.kind || ' ' || j.external_ref, 'no journal') as expected
                            from (select * from journal where book_id = ?) j
                            full join (select * from journal_cause where book_id = ?) c
                                on c.journal_id = j.id
                            where (c.kind is distinct from j.kind
                                    or c.external_ref is distinct from j.external_ref)
                                and (j.id is not null or not {archived})\
                            """
                                    .replace("{archived}", Archived.holds("c.journal_id"))),
                    ofWallet("posted", 2010),
                    ofWallet("promo", 2011),
                    new Projection(
                            """
                            select 'grants of wallet ' || w.organisation_id || ' ' || w.currency
                                as place, coalesce(g.micro, 0) as found, w.promo as expected
                            from wallet w left join (
                                select organisation_id, currency,
                                    sum(micro - used - expired) as micro
                                from promo_grant where book_id = ?
                                group by organisation_id, currency) g
                                using (organisation_id, currency)
                            where w.book_id = ? and w.promo <> coalesce(g.micro, 0)\
                            """),
                    new Projection(
                            """
                            select 'held of wallet ' || w.organisation_id || ' ' || w.currency
                                as place, w.held as found, coalesce(h.micro, 0) as expected
                            from wallet w left join (
                                select organisation_id, currency, sum(micro) as micro
                                from hold where book_id = ? and state = 'HELD'
                                group by organisation_id, currency) h
                                using (organisation_id, currency)
                            where w.book_id = ? and w.held <> coalesce(h.micro, 0)\
                            """),
                    new Projection(
                            """
                            select 'leased of wallet ' || w.organisation_id || ' ' || w.currency
                                as place, w.leased as found, coalesce(l.micro, 0) as expected
                            from wallet w left join (
                                select organisation_id, currency, sum(micro) as micro
                                from lease where book_id = ?
                                group by organisation_id, currency) l
                                using (organisation_id, currency)
                            where w.book_id = ? and w.leased <> coalesce(l.micro, 0)\
                            """),
                    new Projection(
                            """
                            select 'spend counter ' || counter as place,
                                c.spent_pico || ' pico spent, ' || c.held || ' held' as found,
                                coalesce(h.spent_pico, 0) || ' pico spent, '
                                    || coalesce(h.held, 0) || ' held' as expected
                            from (select * from spend_counter where book_id = ?) c
                            full join (
                                select counter, sum(coalesce(buyer_pico, 0)) as spent_pico,
                                    sum(case state when 'HELD' then micro else 0 end) as held
                                from hold, unnest(counters) as counter
                                where book_id = ? group by counter) h using (counter)
                            where c.spent_pico is distinct from coalesce(h.spent_pico, 0)
                                or c.held is distinct from coalesce(h.held, 0)\
                            """),
                    new Projection(carryOfWallet()),
                    new Projection(shareOfWallet()),
                    new Projection(carryOfProvider()),
                    new Projection(carryOfVat()),
                    new Projection(
                            """
                            select 'reversals of journal ' || reverses_id as place,
                                sum(back) as found, sum(there) as expected
                            from (
                                select r.reverses_id, l.code, l.owner, l.currency,
                                    sum(l.micro) as back,
                                    (select coalesce(sum(o.micro), 0) from journal_line o
                                     where o.book_id = ? and o.journal_id = r.reverses_id
                                        and (o.code, o.owner, o.currency)
                                            = (l.code, l.owner, l.currency)) as there
                                from reversal r left join journal_line l
                                    on l.book_id = r.book_id and l.journal_id = r.journal_id
                                where r.book_id = ?
                                    and not {reverser} and not {reversed}
                                group by r.reverses_id, l.code, l.owner, l.currency) each
                            group by reverses_id
                            having bool_or(back is null or sign(back) = sign(there)
                                or abs(back) > abs(there))\
                            """
                                    .replace("{reverser}", Archived.holds("r.journal_id"))
                                    .replace("{reversed}", Archived.holds("r.reverses_id"))));

    int books() {
        return (int) sql.chars().filter(sign -> sign == '?').count();
    }

    private static Projection ofWallet(String column, int code) {
        return new Projection(
                """
                select '{column} of wallet ' || owner || ' ' || currency as place,
                    w.{column} as found, coalesce(l.micro, 0) as expected
                from (select organisation_id::text as owner, currency, {column}
                      from wallet where book_id = ?) w
                full join (select owner, currency, sum(micro) as micro from {lines} l
                      where book_id = ? and code = {code} group by owner, currency) l
                    using (owner, currency)
                where w.{column} is distinct from coalesce(l.micro, 0)\
                """
                        .replace("{lines}", Archived.LINES)
                        .replace("{column}", column)
                        .replace("{code}", Integer.toString(code)));
    }

    /// Whatever was charged is posted, by whoever paid it and less the VAT on top, or carried.
    private static String carryOfWallet() {
        return """
        select 'carry of wallet ' || w.organisation_id || ' ' || w.currency as place,
            w.carry_pico as found,
            coalesce(c.pico, 0) - 1000000 * coalesce(p.micro, 0) as expected
        from wallet w
        left join (
            select organisation_id, currency, sum(buyer_pico) as pico
            from hold where book_id = ? group by organisation_id, currency) c
            using (organisation_id, currency)
        left join (
            select h.organisation_id, h.currency, -sum(l.micro) as micro
        """
                + CAPTURED
                + """
                        and l.currency = h.currency and l.code in (2010, 2011, 5060, 2030)
                    group by h.organisation_id, h.currency) p
                    using (organisation_id, currency)
                where w.book_id = ?
                    and w.carry_pico <> coalesce(c.pico, 0) - 1000000 * coalesce(p.micro, 0)\
                """;
    }

    private static String shareOfWallet() {
        return """
        select 'share of wallet ' || w.organisation_id || ' ' || w.currency as place,
            w.share_carry as found,
            coalesce(c.share, 0) - 10000000000 * coalesce(p.micro, 0) as expected
        from wallet w
        left join (
            select organisation_id, currency,
                sum(buyer_pico::numeric * (10000 - fee_bps)) as share
            from hold where book_id = ? and provider_currency <> currency
            group by organisation_id, currency) c
            using (organisation_id, currency)
        left join (
            select h.organisation_id, h.currency, sum(l.micro) as micro
        """
                + CAPTURED
                + """
                        and h.provider_currency <> h.currency
                        and l.currency = h.currency and l.code = 9010
                    group by h.organisation_id, h.currency) p
                    using (organisation_id, currency)
                where w.book_id = ? and w.share_carry
                    <> coalesce(c.share, 0) - 10000000000 * coalesce(p.micro, 0)\
                """;
    }

    private static String carryOfProvider() {
        return """
        select 'carry of provider ' || c.provider_id || ' ' || c.provider_currency
                || ' with wallet ' || c.organisation_id || ' ' || c.currency as place,
            coalesce(k.carry_pico, 0) as found,
            c.pico - 1000000 * coalesce(p.micro, 0) as expected
        from (select organisation_id, currency, provider_id, provider_currency,
                  sum(provider_pico) as pico
              from hold where book_id = ? and state = 'CAPTURED'
              group by organisation_id, currency, provider_id, provider_currency) c
        left join (
            select h.organisation_id, h.currency, h.provider_id, h.provider_currency,
                sum(l.micro) as micro
        """
                + CAPTURED
                + """
                        and l.code = 2020
                    group by h.organisation_id, h.currency, h.provider_id, h.provider_currency) p
                    using (organisation_id, currency, provider_id, provider_currency)
                left join (select * from provider_carry where book_id = ?) k
                    using (organisation_id, currency, provider_id, provider_currency)
                where coalesce(k.carry_pico, 0) <> c.pico - 1000000 * coalesce(p.micro, 0)\
                """;
    }

    private static String carryOfVat() {
        return """
        select 'VAT carry of ' || c.jurisdiction || ' with wallet ' || c.organisation_id
                || ' ' || c.currency as place,
            coalesce(k.carry, 0) as found,
            c.vat - 10000000000 * coalesce(p.micro, 0) as expected
        from (select organisation_id, currency, vat_jurisdiction as jurisdiction,
                  sum(buyer_pico::numeric * vat_bps) as vat
              from hold where book_id = ? and vat_bps is not null
              group by organisation_id, currency, vat_jurisdiction) c
        left join (
            select h.organisation_id, h.currency, l.owner as jurisdiction,
                sum(l.micro) as micro
        """
                + CAPTURED
                + """
                        and l.code = 2030
                    group by h.organisation_id, h.currency, l.owner) p
                    using (organisation_id, currency, jurisdiction)
                left join (select * from vat_carry where book_id = ?) k
                    using (organisation_id, currency, jurisdiction)
                where coalesce(k.carry, 0) <> c.vat - 10000000000 * coalesce(p.micro, 0)\
                """;
    }
}
