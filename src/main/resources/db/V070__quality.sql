-- How requests went, one row each; the last day of them makes a listing's score.
create table quality_sample (
    request_id uuid primary key,
    listing_id uuid not null,
    served_at timestamptz not null,
    successful boolean not null,
    first_token_millis bigint not null check (first_token_millis >= 0),
    duration_millis bigint not null check (duration_millis >= 0),
    output_tokens bigint not null check (output_tokens >= 0),
    gap_micros bigint not null check (gap_micros >= 0),
    gap_deviation_micros bigint not null check (gap_deviation_micros >= 0)
);

create index quality_sample_served_at on quality_sample (served_at);
