package io.intertie.proof;

import io.intertie.ledger.months.Archived;
import io.intertie.platform.persistence.Database;
import java.util.List;

/// Whether tables agree with each other: usage with the ledger to the pico, papers with their
/// bookings, prices with their inputs, blocks with the audit trail.
///
/// Each question returns what disagrees, as `name` (the row's table), `key`, `found` and
/// `expected`.
final class CrossCheck {
    /// What the requests of a capture cost together.
    private static final String CHARGED =
            """
            (select capture_id, book_id, buyer_id, buyer_currency, provider_id, provider_currency,
                sum(buyer_pico)::numeric(38) as buyer_pico,
                sum(provider_pico)::numeric(38) as provider_pico
             from usage_record where state <> 'FAILED'
             group by capture_id, book_id, buyer_id, buyer_currency, provider_id,
                provider_currency)\
            """;

    private static final String USAGE_IS_HELD =
            """
            select 'usage_record' as name, 'capture_id=' || coalesce(u.capture_id, h.id) as key,
                concat_ws(' ', u.buyer_id, u.buyer_currency, u.buyer_pico, u.provider_id,
                    u.provider_currency, u.provider_pico) as found,
                concat_ws(' ', h.organisation_id, h.currency, h.buyer_pico, h.provider_id,
                    h.provider_currency, h.provider_pico) as expected
            from {charged} u
            full join (select * from hold where state = 'CAPTURED') h
                on h.book_id = u.book_id and h.id = u.capture_id
            where (u.buyer_id, u.buyer_currency, u.buyer_pico, u.provider_id,
                    u.provider_currency, u.provider_pico) is distinct from
                (h.organisation_id, h.currency, h.buyer_pico::numeric, h.provider_id,
                    h.provider_currency, h.provider_pico::numeric)\
            """
                    .replace("{charged}", CHARGED);

    /// 1e6 × posted micro + carry after = carry before + pico, on both sides of each capture.
    private static final String USAGE_IS_POSTED =
            """
            select 'carry_step' as name, 'capture_id=' || coalesce(u.capture_id, s.capture_id)
                    as key,
                concat_ws(' ', s.buyer_micro * 1000000 + s.buyer_after - s.buyer_before,
                    s.provider_micro * 1000000 + s.provider_after - s.provider_before) as found,
                concat_ws(' ', u.buyer_pico, u.provider_pico) as expected
            from {charged} u
            full join carry_step s on s.book_id = u.book_id and s.capture_id = u.capture_id
            where (s.buyer_micro * 1000000 + s.buyer_after - s.buyer_before,
                    s.provider_micro * 1000000 + s.provider_after - s.provider_before)
                is distinct from (u.buyer_pico::bigint, u.provider_pico::bigint)\
            """
                    .replace("{charged}", CHARGED);

    private static final String POSTED_IS_BOOKED =
            """
            select 'journal' as name, 'external_ref=' || s.capture_id as key,
                concat_ws(' ', j.buyer, j.provider) as found,
                concat_ws(' ', s.buyer_micro, s.provider_micro) as expected
            from carry_step s left join (
                select j.book_id, j.external_ref,
                    -sum(l.micro) filter (where l.code in (2010, 2011, 5060)) as buyer,
                    sum(l.micro) filter (where l.code = 2020) as provider
                from journal j join journal_line l
                    on l.book_id = j.book_id and l.journal_id = j.id
                where j.kind = 'CAPTURE' group by j.book_id, j.external_ref) j
                on j.book_id = s.book_id and j.external_ref = s.capture_id::text
            where (coalesce(j.buyer, 0) <> s.buyer_micro
                or coalesce(j.provider, 0) <> s.provider_micro) and not\
            """
                    + " "
                    + Archived.holdsCause("CAPTURE", "s.capture_id::text");
    private static final String CARRIES_ADD_UP =
            """
            select 'wallet' as name, 'organisation_id=' || w.organisation_id || ', currency='
                    || w.currency as key,
                concat_ws(' ', w.carry_pico, w.share_carry) as found,
                concat_ws(' ', coalesce(s.buyer, 0), coalesce(s.share, 0)) as expected
            from wallet w left join (
                select book_id, organisation_id, currency,
                    sum(buyer_after - buyer_before) as buyer,
                    sum(share_after - share_before) as share
                from carry_step group by book_id, organisation_id, currency) s
                using (book_id, organisation_id, currency)
            where (w.carry_pico, w.share_carry)
                is distinct from (coalesce(s.buyer, 0), coalesce(s.share, 0))\
            """;
    private static final String NO_LINE_IS_ALONE =
            """
            select 'journal_line' as name, 'journal_id=' || l.journal_id || ', line_no='
                    || l.line_no as key, 'no journal' as found, 'one' as expected
            from journal_line l left join journal j
                on j.book_id = l.book_id and j.id = l.journal_id
            where j.id is null\
            """;
    private static final String STATEMENTS_ARE_BOOKED =
            """
            select 'statement' as name, 'window_id=' || s.window_id as key,
                concat_ws(' ', s.gross_micro, encode(sha256(convert_to(s.body, 'UTF8')), 'hex'))
                    as found,
                concat_ws(' ', coalesce(j.micro, 0), s.sha256) as expected
            from statement s left join (
                select j.external_ref, -sum(l.micro) as micro
                from journal j join journal_line l
                    on l.book_id = j.book_id and l.journal_id = j.id and l.code = 2020
                where j.kind = 'WINDOW_CLOSE' group by j.external_ref) j
                on j.external_ref = s.window_id::text
            where encode(sha256(convert_to(s.body, 'UTF8')), 'hex') <> s.sha256
                or s.gross_micro <> coalesce(j.micro, 0) and not\
            """
                    + " "
                    + Archived.holdsCause("WINDOW_CLOSE", "s.window_id::text");
    private static final String PAYOUTS_ARE_BOOKED =
            """
            select 'payout' as name, 'id=' || p.id as key,
                concat_ws(' ', p.micro, p.micro, p.currency) as found,
                concat_ws(' ', coalesce(j.micro, 0), (f.control_sum * 1000000)::bigint,
                    j.currency) as expected
            from payout p
            left join payment_file f on f.payout_id = p.id
            left join (
                select j.external_ref, l.currency, -sum(l.micro) as micro
                from journal j join journal_line l
                    on l.book_id = j.book_id and l.journal_id = j.id and l.code = 2021
                where j.kind = 'PAYOUT' group by j.external_ref, l.currency) j
                on j.external_ref = p.end_to_end_id
            where p.approved_by is not null and (p.micro <> coalesce(f.control_sum, 0) * 1000000
                or (p.micro <> coalesce(j.micro, 0) or p.currency <> j.currency)
                    and not {archived})\
            """
                    .replace("{archived}", Archived.holdsCause("PAYOUT", "p.end_to_end_id"));
    private static final String PRICES_HAVE_THEIR_INPUTS =
            """
            select 'price_version' as name, 'id=' || p.id as key,
                concat_ws(' ', p.inputs_hash, p.inputs::jsonb ->> 'tariffTableHash') as found,
                concat_ws(' ', encode(sha256(convert_to(p.inputs, 'UTF8')), 'hex'), t.table_hash)
                    as expected
            from price_version p left join tariff_version t on t.id = p.tariff_version_id
            where p.inputs_hash <> encode(sha256(convert_to(p.inputs, 'UTF8')), 'hex')
                or (p.inputs::jsonb ->> 'tariffTableHash') is distinct from t.table_hash\
            """;
    private static final String AUDIT_IS_AS_SEALED =
            """
            select 'audit_entry' as name, 'sequence=' || b.audit_sequence as key,
                coalesce(a.hash, 'missing') as found, b.audit_hash as expected
            from seal_block b left join audit_entry a on a.sequence = b.audit_sequence
            where b.audit_sequence > 0 and a.hash is distinct from b.audit_hash\
            """;
    private static final List<String> QUESTIONS =
            List.of(
                    USAGE_IS_HELD,
                    USAGE_IS_POSTED,
                    POSTED_IS_BOOKED,
                    CARRIES_ADD_UP,
                    NO_LINE_IS_ALONE,
                    STATEMENTS_ARE_BOOKED,
                    PAYOUTS_ARE_BOOKED,
                    PRICES_HAVE_THEIR_INPUTS,
                    AUDIT_IS_AS_SEALED);

    private final Database database;
    private final Findings findings;

    CrossCheck(Database database, Findings findings) {
        this.database = database;
        this.findings = findings;
    }

    void check() {
        for (var question : QUESTIONS) {
            database.sql(question + " limit " + Verified.MOST)
                    .list(row ->
                            new Break(
                                    row.text("name"),
                                    row.text("key"),
                                    "is "
                                            + row.text("found")
                                            + ", expected "
                                            + row.text("expected")))
                    .forEach(one -> findings.add(one.table(), one.key(), one.difference()));
        }
    }
}
