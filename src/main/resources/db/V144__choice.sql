-- Why requests went where they went: one row for a request that had a choice, for 30 days. A
-- request's id begins with its time, so the oldest are found by the key.
create table route_explanation (
    request_id uuid primary key,
    buyer_id uuid not null,
    model_id uuid not null,
    chosen_by text not null,
    -- Of the offers that were looked at, those that came first: [{listing, verdict, figure}].
    offers jsonb not null,
    -- How many were looked at besides.
    further integer not null check (further >= 0)
);

-- What routing made of a listing, by day (UTC): figures without any buyer.
create table route_tally (
    listing_id uuid not null,
    day date not null,
    verdict text not null,
    times bigint not null check (times > 0),
    last_at timestamptz not null,
    primary key (listing_id, day, verdict)
);
create index route_tally_by_day on route_tally (day);
