-- What prices stand on, written once for each content, so that a version can name it.
create table energy_profile (
    listing_id uuid not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    input numeric not null check (input >= 0),
    cached_input numeric not null check (cached_input >= 0),
    output numeric not null check (output >= 0),
    grade text not null check (grade in ('A', 'B', 'C', 'D')),
    source text not null,
    first_used_at timestamptz not null,
    primary key (listing_id, sha256)
);
create table pue_version (
    data_center_id uuid not null,
    pue numeric not null check (pue >= 1),
    first_used_at timestamptz not null,
    primary key (data_center_id, pue)
);

-- The measured or declared things that a price version was computed from, beside its tariff.
create table price_ground (
    price_version_id uuid primary key references price_version,
    listing_id uuid not null,
    energy_sha256 text not null,
    data_center_id uuid not null,
    pue numeric not null,
    foreign key (listing_id, energy_sha256) references energy_profile,
    foreign key (data_center_id, pue) references pue_version
);
create table price_quote (
    price_version_id uuid not null references price_version,
    currency text not null,
    quote_id uuid not null references fx_quote,
    primary key (price_version_id, currency)
);

-- What a provider sets for a listing beside its terms: how far prices may move in a month by
-- themselves, and for how long a buyer may lock them.
create table listing_rules (
    listing_id uuid primary key,
    rise_bps integer not null check (rise_bps between 0 and 90000),
    fall_bps integer not null check (fall_bps between 0 and 9000),
    lock_days integer not null check (lock_days between 0 and 366),
    lock_form text not null check (lock_form in ('FREEZE', 'INDEX')),
    index_rise_bps integer not null check (index_rise_bps between 0 and 90000),
    index_fall_bps integer not null check (index_fall_bps between 0 and 9000),
    changed_by text not null,
    changed_at timestamptz not null
);

-- An emergency stop of a listing; its prices stay as they are.
create table listing_suspension (
    id uuid primary key,
    listing_id uuid not null,
    reason text not null check (length(reason) between 1 and 500),
    suspended_by text not null,
    suspended_at timestamptz not null,
    resumed_by text,
    resumed_at timestamptz check (resumed_at >= suspended_at),
    check ((resumed_by is null) = (resumed_at is null))
);
create unique index listing_suspension_now on listing_suspension (listing_id)
    where resumed_at is null;

-- A price that followed from a changed tariff and moved further than its collar: the provider
-- publishes it or lets it go. A newer tariff takes the place of what still waits.
create table price_proposal (
    id uuid primary key,
    listing_id uuid not null,
    tariff_version_id uuid not null references tariff_version,
    rise_bps bigint not null check (rise_bps >= 0),
    fall_bps bigint not null check (fall_bps >= 0),
    state text not null check (state in ('PROPOSED', 'PUBLISHED', 'DISMISSED', 'SUPERSEDED')),
    proposed_at timestamptz not null,
    decided_by text,
    decided_at timestamptz,
    price_version_id uuid references price_version,
    check ((state = 'PROPOSED') = (decided_at is null)),
    check ((state = 'PUBLISHED') = (price_version_id is not null))
);
create unique index price_proposal_open on price_proposal (listing_id) where state = 'PROPOSED';
create index price_proposal_of_listing on price_proposal (listing_id, proposed_at);

create function keep_price_proposal() returns trigger language plpgsql as $$
begin
    if old.state <> 'PROPOSED' or new.state = 'PROPOSED'
        or to_jsonb(new) - '{state,decided_by,decided_at,price_version_id}'::text[]
            <> to_jsonb(old) - '{state,decided_by,decided_at,price_version_id}'::text[] then
        raise exception 'a proposal is only ever decided, once'
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger price_proposal_is_decided_once before update on price_proposal
    for each row execute function keep_price_proposal();

create trigger energy_profile_is_append_only before update or delete or truncate on energy_profile
    for each statement execute function keep_tariffs_and_prices();
create trigger pue_version_is_append_only before update or delete or truncate on pue_version
    for each statement execute function keep_tariffs_and_prices();
create trigger price_ground_is_append_only before update or delete or truncate on price_ground
    for each statement execute function keep_tariffs_and_prices();
create trigger price_quote_is_append_only before update or delete or truncate on price_quote
    for each statement execute function keep_tariffs_and_prices();
create trigger price_proposal_is_not_deleted before delete or truncate on price_proposal
    for each statement execute function keep_tariffs_and_prices();
