-- What a buyer may call, and with which key. A key itself is nowhere: only its SHA-256.
create table api_key (
    id uuid primary key,
    organisation_id uuid not null references organisation,
    purpose text not null check (purpose in ('GATEWAY', 'MANAGEMENT')),
    name text not null check (name <> ''),
    prefix text not null,
    last_four text not null check (length(last_four) = 4),
    sha256 text not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz
);
create index api_key_of_organisation on api_key (organisation_id);

create table subscription (
    id uuid primary key,
    organisation_id uuid not null references organisation,
    model_id uuid not null references model,
    listing_id uuid references listing,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    max_output_micro_per_million bigint check (max_output_micro_per_million > 0),
    started_at timestamptz not null,
    ended_at timestamptz check (ended_at >= started_at)
);
create unique index subscription_live
    on subscription (organisation_id, model_id) where ended_at is null;
