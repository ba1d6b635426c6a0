-- Events from lower rooms to upper ones, kept in the order of their commits.
create table outbox_event (
    id bigint generated always as identity primary key,
    type text not null,
    payload text not null,
    published_at timestamptz not null
);
