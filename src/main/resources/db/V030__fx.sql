-- Reference rates as a source published them, and the quotes made from them. Neither ever changes:
-- a newer rate or quote supersedes an older one.

create table fx_rate (
    id uuid primary key,
    source text not null,
    -- What the source may be used for, in its own or our words.
    quality text not null,
    base text not null,
    quote text not null,
    -- The yuan's two markets: CNY is onshore, CNH offshore.
    venue text not null check (venue in ('ANY', 'ONSHORE', 'OFFSHORE')),
    -- One unit of base is worth this much of quote.
    rate numeric(20, 10) not null check (rate > 0),
    as_of date not null,
    published_at timestamptz,
    fetched_at timestamptz not null,
    payload_sha256 text not null check (payload_sha256 ~ '^[0-9a-f]{64}$'),
    -- Held: it moved too far, and no second source agreed. No quote is made from it.
    standing text not null check (standing in ('ACCEPTED', 'HELD')),
    check (base <> quote),
    unique (source, base, quote, venue, as_of)
);
create index fx_rate_by_pair on fx_rate (base, quote, as_of);
create index fx_rate_by_payload on fx_rate (payload_sha256);

-- What one of the operator's people entered; a second one decides, once.
create table fx_rate_entry (
    id uuid primary key,
    symbol text not null,
    rate numeric(20, 10) not null check (rate > 0),
    as_of date not null,
    evidence text not null,
    entered_by text not null,
    entered_at timestamptz not null,
    state text not null check (state in ('PROPOSED', 'CONFIRMED', 'REJECTED')),
    decided_by text,
    decided_at timestamptz,
    constraint fx_rate_entry_decided_by_a_second_person check (decided_by <> entered_by),
    check ((state = 'PROPOSED') = (decided_by is null)),
    check ((decided_by is null) = (decided_at is null))
);

create table fx_quote (
    id uuid primary key,
    base text not null,
    quote text not null,
    mid numeric(20, 10) not null check (mid > 0),
    spread_bps integer not null check (spread_bps between 0 and 9999),
    -- What an old reference adds to the spread.
    buffer_bps integer not null check (buffer_bps between 0 and 9999),
    -- What a buyer's side pays: the mid with spread and buffer.
    rate numeric(20, 10) not null
        check (abs(rate - mid * (10000 + spread_bps + buffer_bps) / 10000) <= 0.00000000005),
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    source text not null,
    quality text not null,
    as_of date not null,
    -- The rates that the mid was crossed from; empty for the currency that they are counted in.
    base_rate_id uuid references fx_rate (id),
    quote_rate_id uuid references fx_rate (id),
    check (base <> quote),
    check (valid_from < valid_to),
    check (base_rate_id is not null or quote_rate_id is not null),
    -- So that whoever names a quote can be held to its pair and its time by a foreign key.
    unique (id, base, quote, valid_from, valid_to)
);
create index fx_quote_by_pair on fx_quote (base, quote, valid_to);
create index fx_quote_by_time on fx_quote (valid_from);

create function fx_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'check_violation';
end $$;
create trigger fx_rate_is_append_only before update or delete or truncate on fx_rate
    for each statement execute function fx_is_append_only();
create trigger fx_quote_is_append_only before update or delete or truncate on fx_quote
    for each statement execute function fx_is_append_only();

create function fx_rate_entry_is_decided_once() returns trigger language plpgsql as $$
begin
    if old.state <> 'PROPOSED' or new.state = 'PROPOSED'
        or to_jsonb(new) - '{state,decided_by,decided_at}'::text[]
            <> to_jsonb(old) - '{state,decided_by,decided_at}'::text[] then
        raise exception 'an entry is only ever decided, once' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger fx_rate_entry_is_decided_once before update on fx_rate_entry
    for each row execute function fx_rate_entry_is_decided_once();
create trigger fx_rate_entry_is_kept before delete or truncate on fx_rate_entry
    for each statement execute function fx_is_append_only();
