-- What an organisation is told of prices: on its page, and to the webhook that it set.
create table notice (
    id uuid primary key,
    organisation_id uuid not null references organisation,
    kind text not null check (kind in ('PRICE_PUBLISHED', 'PRICE_PROPOSED', 'SUSPENDED', 'RESUMED')),
    listing_id uuid not null references listing,
    -- The price version, the proposal, or the moment of the stop; once to each organisation.
    subject text not null,
    effective_from timestamptz not null,
    rises boolean not null,
    noticed_at timestamptz not null,
    read_at timestamptz,
    unique (organisation_id, kind, subject)
);
create index notice_of_organisation on notice (organisation_id, noticed_at desc, id desc);
create index notice_unread on notice (organisation_id) where read_at is null;

-- One address an organisation. Its secret is derived from the operator's master key and `secret_id`.
create table webhook (
    organisation_id uuid primary key references organisation,
    address text not null check (address ~ '^https?://' and length(address) <= 500),
    secret_id uuid not null,
    set_by text not null,
    set_at timestamptz not null
);

-- What is delivered, or still to be; the webhook-id is the notice's, whatever is tried again.
create table webhook_delivery (
    notice_id uuid primary key references notice,
    organisation_id uuid not null references organisation,
    attempts integer not null,
    next_at timestamptz not null,
    ended_at timestamptz,
    last_answer text not null
);
create index webhook_delivery_due on webhook_delivery (next_at) where ended_at is null;

insert into outbox_reader (name, last_read) values ('notices', 0);
