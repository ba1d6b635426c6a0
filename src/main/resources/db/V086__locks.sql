-- A subscription's lock of one listing's prices; the prices are a series of its own in
-- price_version, whose id is the lock's. Nothing of it changes.
create table price_lock (
    id uuid primary key,
    subscription_id uuid not null references subscription,
    organisation_id uuid not null references organisation,
    listing_id uuid not null references listing,
    locked_from timestamptz not null,
    locked_until timestamptz not null check (locked_until > locked_from),
    committed_tokens bigint check (committed_tokens > 0),
    locked_by text not null,
    constraint one_lock_at_a_time exclude using gist (
        subscription_id with =, tstzrange(locked_from, locked_until) with &&
    )
);
create index price_lock_of_organisation on price_lock (organisation_id);

create trigger price_lock_is_append_only before update or delete or truncate on price_lock
    for each statement execute function keep_tariffs_and_prices();
