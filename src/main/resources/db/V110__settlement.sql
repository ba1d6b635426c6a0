-- What providers are paid, in which windows, by which bank files.

create table settlement_window (
    id uuid primary key,
    provider_id uuid not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    sequence integer not null check (sequence >= 1),
    revision integer not null default 1 check (revision >= 1),
    opens_at timestamptz not null,
    closes_at timestamptz,
    state text not null check (state in ('OPEN', 'CLOSED')),
    unique (provider_id, currency, sequence),
    check ((state = 'OPEN') = (closes_at is null)),
    check (closes_at >= opens_at)
);

create unique index one_open_window
    on settlement_window (provider_id, currency) where state = 'OPEN';

-- The canonical JSON text; its hash is what is published.
create table statement (
    window_id uuid primary key references settlement_window,
    gross_micro bigint not null check (gross_micro >= 0),
    carried_micro bigint not null check (carried_micro >= 0),
    body text not null,
    sha256 text not null check (sha256 = encode(sha256(convert_to(body, 'UTF8')), 'hex')),
    written_at timestamptz not null
);

-- What a statement has settled, so that the next one settles the rest.
create table settled_usage (
    window_id uuid not null references settlement_window,
    model_id uuid not null,
    requests bigint not null,
    input_tokens bigint not null,
    output_tokens bigint not null,
    pico numeric(38, 0) not null,
    primary key (window_id, model_id)
);

create table settled_collection (
    window_id uuid not null references settlement_window,
    currency text not null,
    captures bigint not null,
    paid_micro bigint not null,
    overrun_micro bigint not null,
    fee_micro bigint not null,
    for_providers_micro bigint not null,
    primary key (window_id, currency)
);

create sequence payout_number;

create table payout (
    id uuid primary key,
    window_id uuid not null unique references settlement_window,
    provider_id uuid not null,
    reference text not null unique,
    end_to_end_id text not null unique check (length(end_to_end_id) between 1 and 35),
    currency text not null,
    micro bigint not null check (micro > 0),
    state text not null check (state in ('AWAITING_APPROVAL', 'HELD', 'SENT')),
    prepared_by text not null,
    prepared_at timestamptz not null,
    approved_by text,
    approved_at timestamptz,
    hold_reason text,
    constraint four_eyes check (approved_by <> prepared_by),
    check ((state = 'SENT') = (approved_by is not null)),
    check ((approved_by is null) = (approved_at is null)),
    check ((state = 'HELD') = (hold_reason is not null))
);

create index payout_of_provider on payout (provider_id, prepared_at desc);

-- Versions: the highest is the one in force.
create table bank_account (
    provider_id uuid not null,
    version integer not null check (version >= 1),
    holder text not null,
    number text not null,
    bic text not null,
    country text not null,
    changed_by text not null,
    changed_at timestamptz not null,
    primary key (provider_id, version)
);

create table fx_deal (
    payout_id uuid primary key references payout,
    quote_id uuid not null,
    rate numeric(20, 10) not null check (rate > 0),
    bought_currency text not null,
    bought_micro bigint not null check (bought_micro > 0),
    sold_currency text not null,
    sold_micro bigint not null check (sold_micro > 0),
    dealt_at timestamptz not null,
    check (bought_currency <> sold_currency)
);

create table payment_file (
    payout_id uuid primary key references payout,
    message_id text not null unique check (length(message_id) between 1 and 35),
    xml text not null,
    control_sum numeric(24, 6) not null check (control_sum > 0),
    sha256 text not null check (sha256 = encode(sha256(convert_to(xml, 'UTF8')), 'hex')),
    account_version integer not null,
    written_at timestamptz not null
);

create function refuse_settlement_change() returns trigger language plpgsql as $$
begin
    raise exception '% of % refused', tg_op, tg_table_name
        using errcode = 'integrity_constraint_violation';
end
$$;

create function keep_settlement_window() returns trigger language plpgsql as $$
begin
    if old.state <> 'OPEN'
        or (new.id, new.provider_id, new.currency, new.sequence, new.revision, new.opens_at)
            is distinct from
            (old.id, old.provider_id, old.currency, old.sequence, old.revision, old.opens_at)
    then
        raise exception 'window % is frozen', old.id
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

create function keep_payout() returns trigger language plpgsql as $$
begin
    if old.state = 'SENT'
        or (old.state = 'HELD' and new.state = 'SENT')
        or (new.id, new.window_id, new.provider_id, new.reference, new.end_to_end_id,
            new.currency, new.micro, new.prepared_by, new.prepared_at)
            is distinct from
            (old.id, old.window_id, old.provider_id, old.reference, old.end_to_end_id,
            old.currency, old.micro, old.prepared_by, old.prepared_at)
    then
        raise exception 'payout % is % and keeps its figures', old.reference, old.state
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

create trigger settlement_window_is_frozen_once_closed
    before update on settlement_window for each row execute function keep_settlement_window();
create trigger payout_is_final_once_sent
    before update on payout for each row execute function keep_payout();

create trigger settlement_window_is_kept
    before delete on settlement_window
    for each row execute function refuse_settlement_change();
create trigger payout_is_kept
    before delete on payout
    for each row execute function refuse_settlement_change();
create trigger statement_is_append_only
    before update or delete on statement
    for each row execute function refuse_settlement_change();
create trigger settled_usage_is_append_only
    before update or delete on settled_usage
    for each row execute function refuse_settlement_change();
create trigger settled_collection_is_append_only
    before update or delete on settled_collection
    for each row execute function refuse_settlement_change();
create trigger bank_account_is_append_only
    before update or delete on bank_account
    for each row execute function refuse_settlement_change();
create trigger fx_deal_is_append_only
    before update or delete on fx_deal
    for each row execute function refuse_settlement_change();
create trigger payment_file_is_append_only
    before update or delete on payment_file
    for each row execute function refuse_settlement_change();
