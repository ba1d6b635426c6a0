create extension if not exists btree_gist;

-- A site's electricity tariffs. Drafted by one person, verified by another, then final.
create table tariff_version (
    id uuid primary key,
    data_center_id uuid not null,
    number integer not null,
    currency text not null,
    rules text not null,
    demand_per_kw_month numeric not null check (demand_per_kw_month >= 0),
    load_factor numeric not null check (load_factor > 0 and load_factor <= 1),
    loss_fraction numeric not null check (loss_fraction >= 0 and loss_fraction <= 1),
    effective_from timestamptz not null,
    source text not null,
    quality text not null,
    table_hash text not null,
    drafted_by text not null,
    drafted_at timestamptz not null,
    verified_by text,
    verified_at timestamptz,
    unique (data_center_id, number),
    constraint verified_by_a_second_person check (verified_by <> drafted_by),
    check ((verified_by is null) = (verified_at is null))
);

-- A listing's prices. Ranges of a series neither overlap nor change; only an end is set, once.
-- LIST and CEILING versions are the listing's own series; an HOUR is of the series of its CEILING,
-- which states what the hours keep below and prices nothing itself; a LOCK is of a lock's series.
create table price_version (
    id uuid primary key,
    listing_id uuid not null,
    series_id uuid not null,
    kind text not null check (kind in ('LIST', 'CEILING', 'HOUR', 'LOCK')),
    number integer not null,
    effective_from timestamptz not null,
    effective_to timestamptz,
    provider_currency text not null,
    lines text not null,
    tariff_version_id uuid not null references tariff_version,
    inputs text not null,
    inputs_hash text not null,
    reason text not null,
    published_by text not null,
    published_at timestamptz not null,
    unique (series_id, number),
    check (effective_to > effective_from),
    check ((kind in ('LIST', 'CEILING')) = (series_id = listing_id)),
    constraint one_price_at_a_time exclude using gist (
        series_id with =, tstzrange(effective_from, effective_to) with &&
    )
);
create index price_version_of_listing on price_version (listing_id, number);

create function keep_tariffs_and_prices() returns trigger language plpgsql as $$
begin
    raise exception '% is kept for good', tg_table_name using errcode = 'restrict_violation';
end $$;

create function keep_tariff_version() returns trigger language plpgsql as $$
begin
    if old.verified_at is not null or new.verified_at is null
        or to_jsonb(new) - '{verified_by,verified_at,effective_from}'::text[]
            <> to_jsonb(old) - '{verified_by,verified_at,effective_from}'::text[] then
        raise exception 'a tariff version is only ever verified, once'
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create function keep_price_version() returns trigger language plpgsql as $$
begin
    if old.effective_to is not null or new.effective_to is null
        or to_jsonb(new) - 'effective_to' <> to_jsonb(old) - 'effective_to' then
        raise exception 'a price version is only ever closed, once'
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger tariff_version_stays before update on tariff_version
    for each row execute function keep_tariff_version();
create trigger price_version_stays before update on price_version
    for each row execute function keep_price_version();
create trigger tariff_version_is_not_deleted before delete or truncate on tariff_version
    for each statement execute function keep_tariffs_and_prices();
create trigger price_version_is_not_deleted before delete or truncate on price_version
    for each statement execute function keep_tariffs_and_prices();
