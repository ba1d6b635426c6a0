-- Events from lower rooms to upper ones, kept in the order of their commits.
create table outbox_event (
    id bigint generated always as identity primary key,
    type text not null,
    payload text not null,
    published_at timestamptz not null
);

-- Where a reader of what must not be missed has got to: written with what it did.
create table outbox_reader (
    name text primary key,
    last_read bigint not null
);

-- What a reader could not do and tries again, so that it keeps nobody from what follows.
create table outbox_late (
    reader text not null references outbox_reader,
    event_id bigint not null references outbox_event,
    next_at timestamptz not null,
    primary key (reader, event_id)
);
