-- Money that comes in by card and by bank, and goes back. The journal says what was booked; these
-- tables say what was asked for, and what processors and banks told us.

create table card_payment (
    id uuid primary key,
    organisation_id uuid not null,
    processor text not null check (processor in ('SANDBOX', 'STRIPE')),
    purpose text not null check (purpose in ('CHECKOUT', 'AUTO')),
    idempotency_key text not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    micro bigint not null check (micro > 0),
    state text not null check (state in ('PENDING', 'PAID', 'FAILED', 'REFUSED')),
    -- The ways to pay that it was opened for, apart by commas.
    methods text not null,
    keeps_card boolean not null,
    session_ref text unique,
    intent_ref text unique,
    pay_at text,
    reason text,
    started_by text not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    unique (organisation_id, processor, idempotency_key),
    check ((state = 'PENDING') = (ended_at is null))
);
create index card_payment_of on card_payment (organisation_id, started_at desc);
create index card_payment_pending on card_payment (started_at) where state = 'PENDING';
-- A wallet is topped up automatically once at a time.
create unique index one_automatic_payment
    on card_payment (organisation_id, currency) where purpose = 'AUTO' and state = 'PENDING';

create table card_refund (
    id uuid primary key,
    payment_id uuid not null references card_payment,
    micro bigint not null check (micro > 0),
    reason text not null,
    state text not null check (state in ('AWAITING_APPROVAL', 'SENDING', 'DONE', 'FAILED')),
    processor_ref text unique,
    prepared_by text not null,
    prepared_at timestamptz not null,
    approved_by text,
    ended_at timestamptz,
    constraint refund_four_eyes check (approved_by <> prepared_by)
);
create index card_refund_of on card_refund (payment_id);

create table card_dispute (
    ref text primary key,
    payment_id uuid not null references card_payment,
    micro bigint not null check (micro > 0),
    clawed_back_micro bigint not null check (clawed_back_micro between 0 and micro),
    state text not null check (state in ('OPEN', 'WON', 'LOST')),
    opened_at timestamptz not null,
    closed_at timestamptz,
    check ((state = 'OPEN') = (closed_at is null))
);

-- Each event of a processor once.
create table card_event (
    processor text not null,
    event_id text not null,
    type text not null,
    payment_id uuid,
    received_at timestamptz not null,
    primary key (processor, event_id)
);

-- What came to the webhook and was not believed.
create table refused_event (
    processor text not null,
    reason text not null,
    day date not null,
    count bigint not null,
    audited_at timestamptz not null,
    primary key (processor, reason, day)
);

create table processor_payout (
    ref text primary key,
    currency text not null,
    micro bigint not null check (micro > 0),
    trace text,
    arrives_on date not null,
    state text not null check (state in ('EXPECTED', 'BOOKED', 'FAILED')),
    told_at timestamptz not null
);

-- A card that a buyer left for automatic top-ups.
create table saved_card (
    organisation_id uuid not null,
    currency text not null,
    processor text not null check (processor in ('SANDBOX', 'STRIPE')),
    customer_ref text not null,
    method_ref text not null,
    label text not null,
    kept_at timestamptz not null,
    primary key (organisation_id, currency)
);

create table auto_top_up (
    organisation_id uuid not null,
    currency text not null,
    enabled boolean not null,
    below_micro bigint not null check (below_micro > 0),
    amount_micro bigint not null check (amount_micro > 0),
    monthly_micro bigint not null check (monthly_micro >= amount_micro),
    changed_by text not null,
    changed_at timestamptz not null,
    primary key (organisation_id, currency)
);

create table balance_alert (
    organisation_id uuid not null,
    currency text not null,
    below_micro bigint not null check (below_micro > 0),
    raised_at timestamptz,
    changed_by text not null,
    primary key (organisation_id, currency)
);

-- What a buyer writes on a transfer so that it finds its wallet: an ISO 11649 reference.
create table payment_reference (
    reference text primary key check (reference ~ '^RF[0-9]{14}$'),
    organisation_id uuid not null,
    currency text not null,
    unique (organisation_id, currency)
);

create table bank_file (
    sha256 text primary key check (sha256 = encode(sha256(body), 'hex')),
    kind text not null check (kind in ('CAMT_053', 'CAMT_054')),
    message_id text not null,
    body bytea not null,
    entries integer not null,
    known integer not null,
    received_by text not null,
    received_at timestamptz not null
);

-- One statement of a camt.053, with what it opens and closes at.
create table bank_statement (
    file_sha256 text not null references bank_file,
    statement_id text not null,
    account text not null,
    currency text not null,
    opens_micro bigint not null,
    closes_micro bigint not null,
    closes_on date not null,
    primary key (file_sha256, statement_id)
);

-- An entry of the bank, once, in however many files it stands.
create table bank_entry (
    id uuid primary key,
    account text not null,
    bank_ref text not null,
    currency text not null,
    -- Credits are positive.
    micro bigint not null check (micro <> 0),
    booked_on date not null,
    file_sha256 text not null references bank_file,
    unique (account, bank_ref, currency, micro, booked_on)
);

-- A part of an entry that one payer sent; most entries have one.
create table bank_line (
    id uuid primary key,
    entry_id uuid not null references bank_entry,
    line_no integer not null,
    currency text not null,
    micro bigint not null check (micro <> 0),
    payer text not null,
    remittance text not null,
    state text not null check (state in
        ('CREDITED', 'UNMATCHED', 'MATCHED', 'RETURNED', 'PROCESSOR_PAYOUT', 'NOTED')),
    -- Why it waits, in a word.
    doubt text,
    organisation_id uuid,
    received_at timestamptz not null,
    cleared_by text,
    unique (entry_id, line_no)
);
create index bank_line_unmatched on bank_line (received_at) where state = 'UNMATCHED';
create index bank_line_of on bank_line (organisation_id, received_at desc)
    where organisation_id is not null;

create function refuse_billing_change() returns trigger language plpgsql as $$
begin
    raise exception '% of % refused', tg_op, tg_table_name
        using errcode = 'integrity_constraint_violation';
end
$$;
create trigger card_event_is_append_only before update or delete on card_event
    for each row execute function refuse_billing_change();
create trigger bank_file_is_append_only before update or delete on bank_file
    for each row execute function refuse_billing_change();
create trigger bank_statement_is_append_only before update or delete on bank_statement
    for each row execute function refuse_billing_change();
create trigger bank_entry_is_append_only before update or delete on bank_entry
    for each row execute function refuse_billing_change();

-- What was paid stays paid, at its amount.
create function keep_card_payment() returns trigger language plpgsql as $$
begin
    if old.state = 'PAID' and new.state <> 'PAID'
        or (new.id, new.organisation_id, new.processor, new.currency, new.micro, new.purpose)
            is distinct from
            (old.id, old.organisation_id, old.processor, old.currency, old.micro, old.purpose)
    then
        raise exception 'payment % keeps its figures', old.id
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;
create trigger card_payment_keeps_its_figures
    before update on card_payment for each row execute function keep_card_payment();
