-- Who takes part in the market, and which Keycloak users and clients act for whom.
create table organisation (
    id uuid primary key,
    kind text not null check (kind in ('BUYER', 'PROVIDER', 'OPERATOR')),
    name text not null check (name <> ''),
    slug text not null unique check (slug ~ '^[a-z0-9-]{2,60}$'),
    country text not null check (country ~ '^[A-Z]{2}$'),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    zone text not null,
    demonstration boolean not null,
    registered_at timestamptz not null
);

-- The market's operator is a party from the start: Actor.OPERATOR.
insert into organisation values (
    '00000000-0000-7000-8000-000000000001', 'OPERATOR', 'Intertie', 'intertie',
    'DE', 'EUR', 'UTC', false, now()
);

create table member (
    id uuid primary key,
    organisation_id uuid not null references organisation,
    username text not null unique check (username <> ''),
    display_name text not null,
    email text not null,
    roles text[] not null,
    enlisted_at timestamptz not null
);
create index member_of_organisation on member (organisation_id);

create table service_account (
    client_id text primary key check (client_id <> ''),
    organisation_id uuid not null references organisation,
    granted_at timestamptz not null
);
