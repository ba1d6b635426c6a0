-- A listing's life: draft -> certifying -> live <-> paused -> retired. It goes live on a
-- certification run that it passed, and by no other way.
create table certification_run (
    id uuid primary key,
    listing_id uuid not null references listing,
    state text not null
        check (state in ('RUNNING', 'PASSED', 'FAILED', 'CANCELLED', 'INTERRUPTED')),
    started_by text not null,
    started_at timestamptz not null,
    beat_at timestamptz not null,
    ended_at timestamptz,
    steps text not null,
    check ((state = 'RUNNING') = (ended_at is null))
);
create unique index certification_run_under_way on certification_run (listing_id)
    where state = 'RUNNING';
create index certification_run_of_listing on certification_run (listing_id, started_at);

create function certification_run_ends_once() returns trigger language plpgsql as $$
begin
    if old.state <> 'RUNNING' then
        raise exception 'certification run % has ended', old.id using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger certification_run_ends_once before update or delete on certification_run
    for each row execute function certification_run_ends_once();

alter table model
    add column inputs text[] not null default '{TEXT}'
        check (cardinality(inputs) > 0 and inputs <@ '{TEXT,IMAGE,AUDIO,VIDEO}'::text[]);
alter table listing
    add column capabilities text[] not null default '{}'
        check (capabilities <@ '{TOOLS,JSON,REASONING,VISION}'::text[]),
    add column certified_by uuid references certification_run,
    drop constraint listing_state_check,
    add constraint listing_state_check
        check (state in ('DRAFT', 'CERTIFYING', 'LIVE', 'PAUSED', 'RETIRED')),
    add constraint listing_is_live_by_certificate
        check (state <> 'LIVE' or certified_by is not null);

create function listing_lives_in_order() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if new.state <> 'DRAFT' or new.certified_by is not null then
            raise exception 'listing % begins as %', new.id, new.state
                using errcode = 'check_violation';
        end if;
        return new;
    end if;
    if new.state <> old.state and (old.state, new.state) not in (
            ('DRAFT', 'CERTIFYING'), ('CERTIFYING', 'DRAFT'), ('CERTIFYING', 'LIVE'),
            ('LIVE', 'PAUSED'), ('PAUSED', 'LIVE'), ('PAUSED', 'RETIRED'), ('DRAFT', 'RETIRED')) then
        raise exception 'listing % from % to %', new.id, old.state, new.state
            using errcode = 'check_violation';
    end if;
    if new.certified_by is distinct from old.certified_by and new.certified_by is not null
            and not exists (select from certification_run r where r.id = new.certified_by
                and r.listing_id = new.id and r.state = 'PASSED') then
        raise exception 'listing % has not passed run %', new.id, new.certified_by
            using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger listing_lives_in_order before insert or update on listing
    for each row execute function listing_lives_in_order();
