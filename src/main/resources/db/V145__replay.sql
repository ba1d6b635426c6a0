-- What came of requests that named an idempotency key, for 24 hours. Neither the key nor the request
-- is kept, only their hashes; the answer is sealed, and not kept at all where its organisation wants
-- nothing retained.
create table replay (
    organisation_id uuid not null,
    key_hash bytea not null check (length(key_hash) = 32),
    request_hash bytea not null check (length(request_hash) = 32),
    request_id uuid not null,
    -- Null while the request is under way.
    ended_at timestamptz,
    status smallint,
    streamed boolean,
    answer bytea,
    begun_at timestamptz not null,
    primary key (organisation_id, key_hash),
    check (answer is null or (ended_at is not null and status is not null and streamed is not null))
);
create index replay_by_age on replay (begun_at);
