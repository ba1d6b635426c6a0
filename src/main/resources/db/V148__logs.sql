-- Requests and answers as they were, of organisations that asked for logs; docs/adr/0031 tells why
-- they lie like this. Nothing is kept of an organisation whose row here says nothing.
alter table organisation_rules
    -- How long; null is no logs.
    add column log_days smallint check (log_days between 1 and 90),
    -- Of which keys; none named is all.
    add column log_keys uuid[] not null default '{}',
    add constraint nothing_retained_is_logged check (log_days is null or not denies_retention);

-- In months, by id, as everything that a request leaves (V040 says more). Bodies are sealed, and no
-- longer than the market keeps of one; their sizes are what they had in full.
create table request_log (
    request_id uuid primary key,
    organisation_id uuid not null,
    api_key_id uuid not null,
    path text not null,
    status smallint not null,
    streamed boolean not null,
    asked_bytes bigint not null check (asked_bytes >= 0),
    answered_bytes bigint not null check (answered_bytes >= 0),
    asked bytea not null,
    answered bytea not null
) partition by range (request_id);
create index request_log_of_organisation on request_log (organisation_id, request_id);
create table request_log_rest partition of request_log default;
select create_months('request_log', now(), 3);
