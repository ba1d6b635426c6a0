-- What was served, at which price, and what it was rated to: one row for each request, for ever.
-- In months: a request's id begins with its time (V040 says more).
create table usage_record (
    book_id smallint not null default 1,
    request_id uuid not null,
    buyer_id uuid not null,
    api_key_id uuid not null,
    listing_id uuid not null,
    model_id uuid not null,
    provider_id uuid not null,
    price_version_id uuid not null,
    band text not null,
    quote_id uuid,
    buyer_currency text not null,
    provider_currency text not null,
    input_tokens bigint not null check (input_tokens >= 0),
    cached_input_tokens bigint not null check (cached_input_tokens >= 0),
    output_tokens bigint not null check (output_tokens >= 0),
    reasoning_tokens bigint not null check (reasoning_tokens between 0 and output_tokens),
    estimated boolean not null,
    streamed boolean not null,
    state text not null check (state in ('COMPLETED', 'PARTIAL', 'FAILED')),
    finish_reason text not null,
    energy_watt_hours numeric(24, 12) not null check (energy_watt_hours >= 0),
    first_token_millis bigint not null,
    duration_millis bigint not null,
    admitted_at timestamptz not null,
    served_at timestamptz not null,
    buyer_pico bigint not null check (buyer_pico >= 0),
    provider_pico bigint not null check (provider_pico >= 0),
    -- The capture that charged it: its own, or one of many requests of a node; none if it failed.
    capture_id uuid,
    primary key (book_id, request_id),
    constraint charged_unless_failed check ((state = 'FAILED') = (capture_id is null)),
    constraint failed_is_free check (
        state <> 'FAILED'
        or (input_tokens = 0 and cached_input_tokens = 0 and output_tokens = 0
            and buyer_pico = 0 and provider_pico = 0))
) partition by range (request_id);

create index usage_record_of_buyer
    on usage_record (book_id, buyer_id, served_at desc, request_id desc);
create index usage_record_of_provider
    on usage_record (book_id, provider_id, served_at desc, request_id desc);
create index usage_record_by_time on usage_record (book_id, served_at);

create index usage_record_of_capture on usage_record (book_id, capture_id)
    where capture_id <> request_id;

create function refuse_usage_record_change() returns trigger language plpgsql as $$
begin
    raise exception 'usage records are append-only: % refused', tg_op
        using errcode = 'integrity_constraint_violation';
end
$$;

create trigger usage_record_is_append_only
    before update or delete on usage_record
    for each row execute function refuse_usage_record_change();

create table usage_record_rest partition of usage_record default;
create trigger usage_record_rest_is_not_truncated
    before truncate on usage_record_rest
    for each statement execute function refuse_usage_record_change();
select create_months('usage_record', now(), 3);

create trigger usage_record_is_not_truncated
    before truncate on usage_record
    for each statement execute function refuse_usage_record_change();
