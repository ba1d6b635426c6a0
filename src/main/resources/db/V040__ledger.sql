-- Double-entry books. Journals are written once; wallets, holds and carries are their projections.
-- book_id comes first in every key: one book for each legal entity, and none refers to another.

create table journal (
    book_id smallint not null,
    id uuid not null,
    -- The order of writing; gaps are normal.
    entry_no bigint generated always as identity,
    kind text not null,
    external_ref text not null,
    payload_hash text not null,
    booked_at timestamptz not null,
    basis jsonb not null,
    primary key (book_id, id),
    unique (book_id, kind, external_ref),
    unique (book_id, entry_no)
);
create index journal_by_time on journal (book_id, booked_at);

-- Credits are positive. Lines 2k-1 and 2k are the two sides of posting k.
create table journal_line (
    book_id smallint not null,
    journal_id uuid not null,
    line_no smallint not null,
    entry_no bigint not null,
    code smallint not null,
    owner text not null,
    currency text not null,
    micro bigint not null check (micro <> 0),
    primary key (book_id, journal_id, line_no),
    foreign key (book_id, journal_id) references journal (book_id, id)
);
create index journal_line_by_account
    on journal_line (book_id, code, owner, currency, entry_no) include (micro);

create table wallet (
    book_id smallint not null,
    organisation_id uuid not null,
    currency text not null,
    posted bigint not null default 0,
    held bigint not null default 0,
    -- What requests have cost below one micro, in 1e-6 micro.
    carry_pico integer not null default 0 check (carry_pico between 0 and 999999),
    -- What of that goes on through the FX position, below one micro, in 1e-10 micro.
    share_carry bigint not null default 0 check (share_carry between 0 and 9999999999),
    primary key (book_id, organisation_id, currency),
    constraint wallet_covers_its_holds check (held >= 0 and posted >= held)
);

create table hold (
    book_id smallint not null,
    request_id uuid not null,
    organisation_id uuid not null,
    currency text not null,
    micro bigint not null check (micro > 0),
    state text not null check (state in ('HELD', 'CAPTURED', 'VOIDED', 'EXPIRED')),
    placed_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    -- What was charged, in pico of the buyer's and of the provider's currency, and who is owed.
    buyer_pico bigint,
    provider_pico bigint,
    provider_id uuid,
    provider_currency text,
    primary key (book_id, request_id),
    foreign key (book_id, organisation_id, currency)
        references wallet (book_id, organisation_id, currency),
    check ((state = 'HELD') = (ended_at is null)),
    check (num_nonnulls(buyer_pico, provider_pico, provider_id, provider_currency)
        = case state when 'CAPTURED' then 4 else 0 end)
);
create index hold_open on hold (book_id, organisation_id, currency, expires_at)
    where state = 'HELD';

-- What providers are owed below one micro, apart for each wallet that pays them.
create table provider_carry (
    book_id smallint not null,
    organisation_id uuid not null,
    currency text not null,
    provider_id uuid not null,
    provider_currency text not null,
    carry_pico integer not null check (carry_pico between 0 and 999999),
    primary key (book_id, organisation_id, currency, provider_id, provider_currency),
    foreign key (book_id, organisation_id, currency)
        references wallet (book_id, organisation_id, currency)
);

-- A journal's lines arrive in one statement and sum to zero in each currency.
create function journal_lines_balance() returns trigger language plpgsql as $$
begin
    if exists (select 1 from written
               group by book_id, journal_id, currency having sum(micro) <> 0) then
        raise exception 'a journal is out of balance' using errcode = 'check_violation';
    end if;
    if exists (select 1 from journal_line l
               where (l.book_id, l.journal_id) in (select book_id, journal_id from written)
                 and not exists (select 1 from written w
                                 where w.book_id = l.book_id and w.journal_id = l.journal_id
                                   and w.line_no = l.line_no)) then
        raise exception 'a journal was written before' using errcode = 'check_violation';
    end if;
    return null;
end $$;
create trigger journal_lines_balance after insert on journal_line
    referencing new table as written
    for each statement execute function journal_lines_balance();

-- A journal and its lines arrive in one statement.
create function journal_has_lines() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from journal_line l
                   where l.book_id = new.book_id and l.journal_id = new.id) then
        raise exception 'a journal has no lines' using errcode = 'check_violation';
    end if;
    return null;
end $$;
create trigger journal_has_lines after insert on journal
    for each row execute function journal_has_lines();

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'check_violation';
end $$;
create trigger journal_is_append_only before update or delete or truncate on journal
    for each statement execute function ledger_is_append_only();
create trigger journal_line_is_append_only before update or delete or truncate on journal_line
    for each statement execute function ledger_is_append_only();
