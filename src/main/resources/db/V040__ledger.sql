-- Double-entry books. Journals are written once; wallets, holds and carries are their projections.
-- book_id comes first in every key: one book for each legal entity, and none refers to another.

create table book (
    book_id smallint primary key,
    legal_entity text not null,
    -- Whether usage is sold in the provider's name (a fee is earned) or in the entity's own.
    mode text not null default 'AGENT' check (mode in ('AGENT', 'PRINCIPAL'))
);
insert into book (book_id, legal_entity) values (1, 'Intertie');

-- Journals and lines lie in months. An id is a UUID of version 7, which begins with its time, so
-- a range of ids is a range of time, and a key of ids is unique across all months.
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
    primary key (book_id, id)
) partition by range (id);
create index journal_by_number on journal (book_id, entry_no);
create index journal_by_time on journal (book_id, booked_at);

-- Why something was booked, once: the one key that must hold whatever the month.
create table journal_cause (
    book_id smallint not null,
    kind text not null,
    external_ref text not null,
    journal_id uuid not null,
    primary key (book_id, kind, external_ref)
);

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
    primary key (book_id, journal_id, line_no)
) partition by range (journal_id);
create index journal_line_by_account
    on journal_line (book_id, code, owner, currency, entry_no) include (micro);

-- Which entry takes back which, part by part, each part once.
create table reversal (
    book_id smallint not null,
    reverses_id uuid not null,
    part smallint not null check (part >= 1),
    journal_id uuid not null,
    primary key (book_id, reverses_id, part),
    unique (book_id, journal_id)
);

create table wallet (
    book_id smallint not null references book,
    organisation_id uuid not null,
    currency text not null,
    posted bigint not null default 0 check (posted >= 0),
    -- Credit that the market gave: spent first.
    promo bigint not null default 0 check (promo >= 0),
    held bigint not null default 0 check (held >= 0),
    -- What requests have cost below one micro, in 1e-6 micro.
    carry_pico integer not null default 0 check (carry_pico between 0 and 999999),
    -- What of that goes on through the FX position, below one micro, in 1e-10 micro.
    share_carry bigint not null default 0 check (share_carry between 0 and 9999999999),
    primary key (book_id, organisation_id, currency),
    constraint wallet_covers_its_holds check (posted + promo >= held)
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
    fee_bps smallint check (fee_bps between 0 and 10000),
    vat_jurisdiction text,
    vat_bps smallint check (vat_bps between 1 and 10000),
    primary key (book_id, request_id),
    foreign key (book_id, organisation_id, currency)
        references wallet (book_id, organisation_id, currency),
    check ((state = 'HELD') = (ended_at is null)),
    check (num_nonnulls(buyer_pico, provider_pico, provider_id, provider_currency, fee_bps)
        = case state when 'CAPTURED' then 5 else 0 end),
    check (num_nonnulls(vat_jurisdiction, vat_bps) = 0
        or state = 'CAPTURED' and num_nonnulls(vat_jurisdiction, vat_bps) = 2)
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

-- What a jurisdiction is owed below one micro, in 1e-10 micro, apart for each wallet.
create table vat_carry (
    book_id smallint not null,
    organisation_id uuid not null,
    currency text not null,
    jurisdiction text not null,
    carry bigint not null check (carry between 0 and 9999999999),
    primary key (book_id, organisation_id, currency, jurisdiction),
    foreign key (book_id, organisation_id, currency)
        references wallet (book_id, organisation_id, currency)
);

-- What became of each promo grant; what is neither used nor expired stands in the wallet.
create table promo_grant (
    book_id smallint not null,
    grant_ref text not null,
    organisation_id uuid not null,
    currency text not null,
    micro bigint not null check (micro > 0),
    used bigint not null default 0 check (used >= 0),
    expired bigint not null default 0 check (expired >= 0),
    expires_at timestamptz not null,
    primary key (book_id, grant_ref),
    foreign key (book_id, organisation_id, currency)
        references wallet (book_id, organisation_id, currency),
    constraint promo_grant_covers_its_use check (used + expired <= micro)
);
create index promo_grant_open on promo_grant (book_id, organisation_id, currency, expires_at)
    where used + expired < micro;

-- A journal's lines arrive in one statement with it, and sum to zero in each currency.
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
    if exists (select 1 from written w
               where not exists (select 1 from journal j
                                 where j.book_id = w.book_id and j.id = w.journal_id
                                   and j.entry_no = w.entry_no)) then
        raise exception 'a line has no journal' using errcode = 'check_violation';
    end if;
    return null;
end $$;
create trigger journal_lines_balance after insert on journal_line
    referencing new table as written
    for each statement execute function journal_lines_balance();

-- A journal, its cause and its lines arrive in one statement.
create function journal_is_whole() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from journal_line l
                   where l.book_id = new.book_id and l.journal_id = new.id) then
        raise exception 'a journal has no lines' using errcode = 'check_violation';
    end if;
    if not exists (select 1 from journal_cause c
                   where c.book_id = new.book_id and c.kind = new.kind
                     and c.external_ref = new.external_ref and c.journal_id = new.id) then
        raise exception 'a journal has no cause' using errcode = 'check_violation';
    end if;
    if new.kind in ('REFUND', 'CORRECTION')
        and not exists (select 1 from reversal r
                        where r.book_id = new.book_id and r.journal_id = new.id) then
        raise exception 'a reversal names no journal' using errcode = 'check_violation';
    end if;
    return null;
end $$;
create trigger journal_is_whole after insert on journal
    for each row execute function journal_is_whole();

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'check_violation';
end $$;
-- By row, because only such triggers pass on to each month.
create trigger journal_is_append_only before update or delete on journal
    for each row execute function ledger_is_append_only();
create trigger journal_line_is_append_only before update or delete on journal_line
    for each row execute function ledger_is_append_only();
create trigger journal_is_not_truncated before truncate on journal
    for each statement execute function ledger_is_append_only();
create trigger journal_line_is_not_truncated before truncate on journal_line
    for each statement execute function ledger_is_append_only();
create trigger journal_cause_is_append_only before update or delete or truncate on journal_cause
    for each statement execute function ledger_is_append_only();
create trigger reversal_is_append_only before update or delete or truncate on reversal
    for each statement execute function ledger_is_append_only();

-- The smallest id of version 7 that can be made at an instant.
create function first_id_at(instant timestamptz) returns uuid language sql immutable strict as $$
    select cast(lpad(to_hex(floor(extract(epoch from instant) * 1000)::bigint), 12, '0')
        || repeat('0', 20) as uuid)
$$;

-- Makes a table's months, from that of an instant on; tells how many are new. A month whose first
-- rows came too early stays in the table's rest, where everything works but detaching.
create function create_months(parent text, since timestamptz, months integer) returns integer
    language plpgsql as $$
declare
    first date := date_trunc('month', since at time zone 'UTC');
    part text;
    made integer := 0;
begin
    for n in 0 .. months - 1 loop
        part := parent || to_char(first + make_interval(months => n), '_YYYY_MM');
        continue when to_regclass(part) is not null;
        begin
            execute format('create table %I partition of %I for values from (%L) to (%L)',
                part, parent,
                first_id_at((first + make_interval(months => n)) at time zone 'UTC'),
                first_id_at((first + make_interval(months => n + 1)) at time zone 'UTC'));
        exception when check_violation then
            raise warning '% came too late', part;
            continue;
        end;
        execute format('create trigger %I before truncate on %I
            for each statement execute function ledger_is_append_only()',
            part || '_is_not_truncated', part);
        if parent = 'journal_line' then
            execute format('create trigger journal_lines_balance after insert on %I
                referencing new table as written
                for each statement execute function journal_lines_balance()', part);
        end if;
        made := made + 1;
    end loop;
    return made;
end $$;

-- The same for all tables that lie in months; for the role that works, which may not make tables.
create function create_months_ahead(since timestamptz, months integer) returns integer
    language sql security definer set search_path from current as $$
    select coalesce(sum(create_months(t.relname, since, months)), 0)::integer
    from pg_partitioned_table p join pg_class t on t.oid = p.partrelid
    where t.relnamespace = current_schema()::regnamespace
$$;

create table journal_rest partition of journal default;
create table journal_line_rest partition of journal_line default;
create trigger journal_rest_is_not_truncated before truncate on journal_rest
    for each statement execute function ledger_is_append_only();
create trigger journal_line_rest_is_not_truncated before truncate on journal_line_rest
    for each statement execute function ledger_is_append_only();
create trigger journal_lines_balance after insert on journal_line_rest
    referencing new table as written
    for each statement execute function journal_lines_balance();
select create_months('journal', now(), 3), create_months('journal_line', now(), 3);
