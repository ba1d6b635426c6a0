-- Who did what, each entry chained to the one before it.
create table audit_entry (
    sequence bigint primary key check (sequence > 0),
    id uuid not null unique,
    at timestamptz not null,
    actor text not null,
    organisation_id uuid not null,
    action text not null,
    subject text not null,
    -- One line of JSON; text, because its hash is over what was written.
    detail text not null,
    address text not null,
    hash text not null unique
);
create index audit_entry_by_organisation on audit_entry (organisation_id, sequence);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'check_violation';
end $$;
create trigger audit_entry_is_append_only before update or delete or truncate on audit_entry
    for each statement execute function audit_is_append_only();
