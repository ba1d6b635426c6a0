-- What is offered, by whom, from where.
create table provider (
    organisation_id uuid primary key references organisation,
    slug text not null unique check (slug ~ '^[a-z0-9-]{2,60}$'),
    name text not null check (name <> ''),
    country text not null check (country ~ '^[A-Z]{2}$'),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    sandbox boolean not null
);

create table data_center (
    id uuid primary key,
    provider_id uuid not null references provider,
    slug text not null check (slug ~ '^[a-z0-9-]{2,60}$'),
    city text not null check (city <> ''),
    country text not null check (country ~ '^[A-Z]{2}$'),
    zone text not null,
    grid_region text not null,
    pue numeric(6, 4) not null check (pue >= 1),
    pue_source text not null,
    unique (provider_id, slug)
);

create table model (
    id uuid primary key,
    author text not null,
    slug text not null,
    name text not null check (name <> ''),
    kind text not null check (kind in ('CHAT', 'EMBEDDING')),
    context_tokens integer not null check (context_tokens > 0),
    parameters text not null,
    licence text not null,
    capabilities text[] not null,
    unique (author, slug)
);

create table listing (
    id uuid primary key,
    model_id uuid not null references model,
    provider_id uuid not null references provider,
    data_center_id uuid not null references data_center,
    endpoint text not null,
    upstream_model text not null check (upstream_model <> ''),
    state text not null check (state in ('DRAFT', 'LIVE', 'PAUSED', 'RETIRED')),
    max_output_tokens integer not null check (max_output_tokens > 0),
    quantisation text not null,
    retention_days integer not null check (retention_days >= 0),
    trains_on_prompts boolean not null,
    added_at timestamptz not null
);
create index listing_of_model on listing (model_id);
create index listing_of_provider on listing (provider_id);

-- AES-256-GCM under the operator's master key, bound to the listing; never the plain text.
create table listing_credential (
    listing_id uuid primary key references listing,
    sealed bytea not null
);
