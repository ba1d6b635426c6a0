-- The bank's half of payouts: what it booked, returned or rejected; and refunds that came back.

alter table payout drop constraint payout_state_check;
alter table payout drop constraint payout_check;
alter table payout add constraint payout_state_check check (state in
    ('AWAITING_APPROVAL', 'HELD', 'SENT', 'SETTLED', 'FAILED'));
alter table payout add constraint payout_was_approved check
    ((state in ('SENT', 'SETTLED', 'FAILED')) = (approved_by is not null));

create or replace function keep_payout() returns trigger language plpgsql as $$
begin
    if (old.state, new.state) not in
            (('AWAITING_APPROVAL', 'AWAITING_APPROVAL'), ('AWAITING_APPROVAL', 'HELD'),
            ('HELD', 'AWAITING_APPROVAL'), ('AWAITING_APPROVAL', 'SENT'),
            ('SENT', 'SETTLED'), ('SENT', 'FAILED'), ('SETTLED', 'FAILED'))
        or (new.id, new.window_id, new.provider_id, new.reference, new.end_to_end_id,
            new.currency, new.micro, new.prepared_by, new.prepared_at)
            is distinct from
            (old.id, old.window_id, old.provider_id, old.reference, old.end_to_end_id,
            old.currency, old.micro, old.prepared_by, old.prepared_at)
        or (old.approved_by is not null and (new.approved_by, new.approved_at)
            is distinct from (old.approved_by, old.approved_at))
    then
        raise exception 'payout % is % and keeps its figures', old.reference, old.state
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

-- What the bank says of a payout: each kind once, so that whatever file says it again moves nothing.
create table payout_answer (
    payout_id uuid not null references payout,
    kind text not null check (kind in ('BOOKED', 'RETURNED', 'REJECTED')),
    bank_ref text not null,
    -- Whether that is the bank's own reference, and no place in a statement.
    has_own_ref boolean not null,
    -- The bank's entry that said it; none where it was no entry.
    entry_id uuid,
    told_on date not null,
    reason text,
    fee_micro bigint not null check (fee_micro >= 0),
    told_by text not null,
    told_at timestamptz not null,
    primary key (payout_id, kind),
    check ((kind = 'BOOKED') = (reason is null)),
    check (fee_micro = 0 or kind = 'RETURNED')
);
create unique index payout_comes_back_once on payout_answer (payout_id) where kind <> 'BOOKED';
create trigger payout_answer_is_append_only
    before update or delete on payout_answer
    for each row execute function refuse_settlement_change();

-- What the bank says and the books do not: somebody has to look.
create table payout_break (
    id uuid primary key,
    kind text not null check (kind in ('UNKNOWN', 'NOT_SENT', 'CURRENCY', 'AMOUNT', 'ACCOUNT',
        'TOTALS', 'BOOKED_TWICE', 'RETURNED_TWICE', 'BOOKED_AND_REJECTED')),
    end_to_end_id text not null,
    payout_id uuid references payout,
    -- The bank's reference of the line, or of the report.
    source text not null,
    currency text,
    micro bigint,
    found_at timestamptz not null,
    cleared_by text,
    cleared_at timestamptz,
    note text,
    unique (kind, end_to_end_id, source),
    check ((currency is null) = (micro is null)),
    check ((cleared_by is null) = (cleared_at is null)),
    check ((cleared_by is null) = (note is null))
);
create index payout_break_open on payout_break (found_at) where cleared_by is null;

-- What of earlier payouts came back, and is brought forward by this statement.
alter table statement add column returned_micro bigint not null default 0
    check (returned_micro >= 0);

alter table bank_file drop constraint bank_file_kind_check;
alter table bank_file add constraint bank_file_kind_check check (kind in
    ('CAMT_053', 'CAMT_054', 'PAIN_002'));
alter table bank_line drop constraint bank_line_state_check;
alter table bank_line add constraint bank_line_state_check check (state in
    ('CREDITED', 'UNMATCHED', 'MATCHED', 'RETURNED', 'PROCESSOR_PAYOUT', 'PAYOUT_BOOKED',
    'PAYOUT_RETURNED', 'NOTED'));

-- A refund that the processor had reported as done, and that did not reach the card.
alter table card_refund add column came_back_at timestamptz;
alter table card_refund add constraint came_back_is_failed check
    (came_back_at is null or state = 'FAILED');
