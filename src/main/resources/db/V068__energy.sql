-- What the meters of a site said, interval by interval. A correction supersedes a reading, and both
-- are kept; readings in force never overlap.
create table energy_reading (
    id uuid primary key,
    data_center_id uuid not null,
    from_at timestamptz not null,
    until_at timestamptz not null,
    evidence text not null check (evidence in ('METERED', 'TELEMETRY')),
    gpu_kwh numeric(18, 6) check (gpu_kwh > 0),
    it_kwh numeric(18, 6) check (it_kwh > 0),
    facility_kwh numeric(18, 6) check (facility_kwh > 0),
    correction text not null,
    reported_by text not null,
    reported_at timestamptz not null,
    superseded_at timestamptz,
    check (until_at > from_at),
    constraint telemetry_is_of_the_gpus check ((evidence = 'TELEMETRY') = (gpu_kwh is not null)),
    constraint a_meter_says_something check (
        evidence = 'TELEMETRY' or it_kwh is not null or facility_kwh is not null),
    constraint one_reading_at_a_time exclude using gist (
        data_center_id with =, tstzrange(from_at, until_at) with &&) where (superseded_at is null)
);

-- The tokens that a reading's electricity served, by listing: counted when it was reported.
create table energy_share (
    reading_id uuid not null references energy_reading,
    listing_id uuid not null,
    input_tokens bigint not null check (input_tokens >= 0),
    cached_input_tokens bigint not null check (cached_input_tokens >= 0),
    output_tokens bigint not null check (output_tokens >= 0),
    primary key (reading_id, listing_id)
);

create function keep_energy_reading() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' then
        raise exception 'energy readings are kept for good' using errcode = 'restrict_violation';
    end if;
    if old.superseded_at is not null or new.superseded_at is null
        or to_jsonb(new) - 'superseded_at' <> to_jsonb(old) - 'superseded_at' then
        raise exception 'an energy reading is only ever superseded, once'
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger energy_reading_stays before update on energy_reading
    for each row execute function keep_energy_reading();
create trigger energy_reading_is_not_deleted before delete or truncate on energy_reading
    for each statement execute function keep_energy_reading();

create function keep_energy_share() returns trigger language plpgsql as $$
begin
    raise exception 'energy shares are append-only' using errcode = 'restrict_violation';
end $$;
create trigger energy_share_is_append_only before update or delete or truncate on energy_share
    for each statement execute function keep_energy_share();

-- What a listing's tokens took by those readings, as of the last one: made anew with each report.
create table measured_energy (
    listing_id uuid primary key,
    input_kwh numeric not null,
    cached_input_kwh numeric not null,
    output_kwh numeric not null,
    grade text not null check (grade in ('A', 'B')),
    intervals integer not null check (intervals > 0),
    from_at timestamptz not null,
    until_at timestamptz not null,
    steadiness numeric check (steadiness between 0 and 1)
);
