-- How calls of listings went, added up: a node's minutes, then hours, then days. A call lies in
-- exactly one row, so any window is a sum of rows; spreads are HdrHistogram's own encoding.
create table quality_bucket (
    listing_id uuid not null,
    span text not null check (span in ('MINUTE', 'HOUR', 'DAY')),
    starts_at timestamptz not null,
    node uuid not null,
    answered bigint not null check (answered >= 0),
    failed bigint not null check (failed >= 0),
    uncounted bigint not null check (uncounted >= 0),
    output_tokens bigint not null check (output_tokens >= 0),
    stalls bigint not null check (stalls >= 0),
    first_token bytea not null,
    speed bytea not null,
    gap bytea not null,
    jitter bytea not null,
    primary key (listing_id, span, starts_at, node)
);

create index quality_bucket_starts_at on quality_bucket (starts_at);
