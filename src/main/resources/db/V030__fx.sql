-- Reference rates as a source published them, and the quotes made from them. Neither ever changes:
-- a newer rate or quote supersedes an older one.

create table fx_rate (
    id uuid primary key,
    source text not null,
    -- What the source may be used for, in its own or our words.
    quality text not null,
    base text not null,
    quote text not null,
    -- One unit of base is worth this much of quote.
    rate numeric(20, 10) not null check (rate > 0),
    as_of date not null,
    fetched_at timestamptz not null,
    payload_sha256 text not null,
    unique (source, base, quote, as_of)
);
create index fx_rate_by_pair on fx_rate (base, quote, as_of);

create table fx_quote (
    id uuid primary key,
    base text not null,
    quote text not null,
    mid numeric(20, 10) not null check (mid > 0),
    spread_bps integer not null check (spread_bps between 0 and 9999),
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
    check (base_rate_id is not null or quote_rate_id is not null)
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
