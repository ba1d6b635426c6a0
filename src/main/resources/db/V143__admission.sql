-- What a key opens, from where, how often, and where its data may go; and its secret before the
-- present one, as long as both are valid.
alter table api_key
    add column scopes text[] not null default '{CHAT,EMBEDDINGS,MODELS}'
        check (cardinality(scopes) > 0 and scopes <@ '{CHAT,EMBEDDINGS,MODELS}'),
    add column allowed_from text[] not null default '{}',
    add column models uuid[] not null default '{}',
    add column requests_per_minute bigint check (requests_per_minute > 0),
    add column tokens_per_minute bigint check (tokens_per_minute > 0),
    add column at_once bigint check (at_once > 0),
    add column policy_countries text[],
    add column policy_excluded text[] not null default '{}',
    add column denies_training boolean not null default false,
    add column denies_retention boolean not null default false,
    add column previous_sha256 text unique check (previous_sha256 ~ '^[0-9a-f]{64}$'),
    add column previous_until timestamptz,
    add constraint api_key_previous_is_whole
        check ((previous_sha256 is null) = (previous_until is null));

alter table subscription
    add column policy_countries text[],
    add column policy_excluded text[] not null default '{}',
    add column denies_training boolean not null default false,
    add column denies_retention boolean not null default false;

-- What holds for all keys of an organisation together, and for each that is not told its own.
create table organisation_rules (
    organisation_id uuid primary key references organisation,
    requests_per_minute bigint check (requests_per_minute > 0),
    tokens_per_minute bigint check (tokens_per_minute > 0),
    at_once bigint check (at_once > 0),
    key_requests_per_minute bigint check (key_requests_per_minute > 0),
    key_tokens_per_minute bigint check (key_tokens_per_minute > 0),
    key_at_once bigint check (key_at_once > 0),
    policy_countries text[],
    policy_excluded text[] not null default '{}',
    denies_training boolean not null default false,
    denies_retention boolean not null default false
);

-- What of a limit each gateway node may use by itself: together never more than the limit.
create table rate_share (
    subject uuid not null,
    kind text not null check (kind in ('REQUESTS', 'TOKENS', 'AT_ONCE')),
    node_id uuid not null,
    share bigint not null check (share >= 0),
    is_short boolean not null,
    valid_until timestamptz not null,
    primary key (subject, kind, node_id)
);
