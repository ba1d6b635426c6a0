-- How much a key, an organisation and an agent's task may spend, as their owner set it.
alter table api_key
    add column limit_currency text check (limit_currency ~ '^[A-Z]{3}$'),
    add column limit_micro bigint check (limit_micro > 0),
    add column limit_reset text check (limit_reset in ('NEVER', 'DAILY', 'WEEKLY', 'MONTHLY')),
    add column task_limit_micro bigint check (task_limit_micro > 0),
    add constraint api_key_limit_is_whole check (
        (limit_micro is null) = (limit_reset is null)
        and (limit_currency is null) = (limit_micro is null and task_limit_micro is null));

create table organisation_limit (
    organisation_id uuid not null references organisation,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    micro bigint not null check (micro > 0),
    reset text not null check (reset in ('NEVER', 'DAILY', 'WEEKLY', 'MONTHLY')),
    primary key (organisation_id, currency)
);

-- What holds count on: a projection of them. The lock of the wallet's row guards its counters.
create table spend_counter (
    book_id smallint not null,
    counter text not null,
    organisation_id uuid not null,
    currency text not null,
    -- The limit that the last hold had to keep; it may lie below what was spent by then.
    most bigint not null check (most > 0),
    -- A total may have more pico than 64 bits hold.
    spent_pico numeric(38) not null default 0 check (spent_pico >= 0),
    held bigint not null default 0 check (held >= 0),
    primary key (book_id, counter),
    foreign key (book_id, organisation_id, currency)
        references wallet (book_id, organisation_id, currency)
);

-- The counters that a hold counts on; none for most.
alter table hold add column counters text[] check (cardinality(counters) > 0);
