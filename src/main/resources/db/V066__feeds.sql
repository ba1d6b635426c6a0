-- What the feeds brought, byte for byte: nothing is priced from a document that is not here.
create table feed_document (
    id uuid primary key,
    kind text not null check (kind in ('ENTSOE', 'ENERGY_CHARTS', 'TARIFF_TABLE')),
    -- Whose it is: the market's, or a provider's, whom alone it concerns.
    organisation_id uuid not null,
    -- The file's name, or the address without its query, which may hold a token.
    name text not null check (length(name) between 1 and 500),
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    document bytea not null check (length(document) between 1 and 5000000),
    taken_by text not null,
    taken_at timestamptz not null,
    unique (organisation_id, kind, sha256),
    constraint the_hash_is_of_the_document check (sha256 = encode(sha256(document), 'hex'))
);

-- Day-ahead prices. A correction is a row of a higher revision: what was priced from the row
-- before stays readable, and of each revision a zone has at most one price at any instant.
create table day_ahead_price (
    id uuid primary key,
    bidding_zone text not null,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    revision integer not null check (revision >= 0),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    -- Negative where the market pays whoever draws.
    price_per_mwh numeric(14, 5) not null,
    source text not null,
    document_id uuid not null references feed_document,
    taken_at timestamptz not null,
    check (valid_from < valid_to),
    constraint one_day_ahead_price_at_a_time exclude using gist (
        bidding_zone with =, revision with =, tstzrange(valid_from, valid_to) with &&
    )
);
create index day_ahead_price_by_time on day_ahead_price (bidding_zone, valid_to, valid_from);
create index day_ahead_price_by_end on day_ahead_price (valid_to);

create trigger feed_document_is_append_only before update or delete or truncate on feed_document
    for each statement execute function keep_tariffs_and_prices();
create trigger day_ahead_price_is_append_only
    before update or delete or truncate on day_ahead_price
    for each statement execute function keep_tariffs_and_prices();

-- Which draft a monthly table became at a site: a table is drafted there once.
create table feed_table_draft (
    document_id uuid not null references feed_document,
    data_center_id uuid not null,
    tariff_version_id uuid not null unique references tariff_version,
    applied_by text not null,
    applied_at timestamptz not null,
    primary key (document_id, data_center_id)
);
create trigger feed_table_draft_is_append_only
    before update or delete or truncate on feed_table_draft
    for each statement execute function keep_tariffs_and_prices();
