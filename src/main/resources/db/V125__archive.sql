-- Months of journals and lines that were detached, and the sums that they leave behind.
-- An archive is written after its sums, which it holds the hash of; hence the deferred references.
-- docs/ledger.md tells it. The role that works reads these tables; only the owner archives.

create schema if not exists archived;

-- A month's journals are the ids first_id <= id < end_id.
create table archive (
    id uuid primary key,
    book_id smallint not null,
    month text not null,
    first_id uuid not null,
    end_id uuid not null,
    entries bigint not null,
    lines bigint not null,
    -- Over the hashes of the month's sealed journals, and over the rows that are brought forward.
    root text not null,
    brought text not null,
    archived_at timestamptz not null,
    written_in bigint not null default (pg_current_xact_id()::text::bigint)
);

-- An archive that was attached again: its sums count no more.
create table archive_end (
    archive_id uuid primary key references archive,
    attached_at timestamptz not null
);

-- What entries alike were: of one day and kind, with the same accounts line by line; captures also
-- with the same buyer, provider and taxes, reversals with the same kind of entry taken back.
create table brought_entry (
    id uuid primary key,
    archive_id uuid not null references archive deferrable initially deferred,
    book_id smallint not null,
    kind text not null,
    reverses_kind text,
    booked_on date not null,
    organisation_id uuid,
    currency text,
    provider_id uuid,
    provider_currency text,
    entries bigint not null check (entries > 0),
    written_in bigint not null default (pg_current_xact_id()::text::bigint)
);
create index brought_entry_of_archive on brought_entry (archive_id);

-- Their lines, summed.
create table brought_line (
    book_id smallint not null,
    entry_id uuid not null references brought_entry,
    line_no smallint not null,
    code smallint not null,
    owner text not null,
    currency text not null,
    micro bigint not null check (micro <> 0),
    primary key (entry_id, line_no)
);
create index brought_line_by_account on brought_line (book_id, code, owner, currency);

-- The kinds of archived entries that something took back.
create table archived_reversed (
    archive_id uuid not null references archive deferrable initially deferred,
    reverses_id uuid not null,
    kind text not null,
    primary key (archive_id, reverses_id)
);

create index archive_by_writing on archive (written_in);
create index brought_entry_by_writing on brought_entry (written_in);

create trigger archive_is_append_only before update or delete or truncate on archive
    for each statement execute function ledger_is_append_only();
create trigger archive_end_is_append_only before update or delete or truncate on archive_end
    for each statement execute function ledger_is_append_only();
create trigger brought_entry_is_append_only before update or delete or truncate on brought_entry
    for each statement execute function ledger_is_append_only();
create trigger brought_line_is_append_only before update or delete or truncate on brought_line
    for each statement execute function ledger_is_append_only();
create trigger archived_reversed_is_append_only
    before update or delete or truncate on archived_reversed
    for each statement execute function ledger_is_append_only();
