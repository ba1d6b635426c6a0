-- What makes tampering evident. Rows that are written once know the transaction that wrote them;
-- each second a block seals all of them whose transaction has ended. docs/audit.md tells it.

-- What a capture added to the carries, and what it took from them: the whole micro that were posted.
create table carry_step (
    book_id smallint not null,
    capture_id uuid not null,
    organisation_id uuid not null,
    currency text not null,
    buyer_before integer not null,
    buyer_micro bigint not null,
    buyer_after integer not null,
    fee_bps smallint not null,
    share_before bigint not null,
    share_micro bigint not null,
    share_after bigint not null,
    provider_id uuid not null,
    provider_currency text not null,
    provider_before integer not null,
    provider_micro bigint not null,
    provider_after integer not null,
    vat_jurisdiction text,
    vat_bps smallint,
    vat_before bigint,
    vat_micro bigint,
    vat_after bigint,
    primary key (book_id, capture_id)
);
create trigger carry_step_is_append_only before update or delete or truncate on carry_step
    for each statement execute function ledger_is_append_only();

-- An id that comes from a sequence can be committed after a higher one. A transaction's number is
-- better: all below pg_snapshot_xmin have ended, so whatever they wrote is there for good.
alter table journal add column written_in bigint not null
    default (pg_current_xact_id()::text::bigint);
alter table usage_record add column written_in bigint not null
    default (pg_current_xact_id()::text::bigint);
alter table carry_step add column written_in bigint not null
    default (pg_current_xact_id()::text::bigint);
alter table tariff_version add column written_in bigint not null
    default (pg_current_xact_id()::text::bigint);
alter table price_version add column written_in bigint not null
    default (pg_current_xact_id()::text::bigint);
alter table fx_quote add column written_in bigint not null
    default (pg_current_xact_id()::text::bigint);
alter table statement add column written_in bigint not null
    default (pg_current_xact_id()::text::bigint);
create index journal_by_writing on journal (written_in);
create index usage_record_by_writing on usage_record (written_in);
create index carry_step_by_writing on carry_step (written_in);
create index tariff_version_by_writing on tariff_version (written_in);
create index price_version_by_writing on price_version (written_in);
create index fx_quote_by_writing on fx_quote (written_in);
create index statement_by_writing on statement (written_in);

-- A block covers the transactions from_xact <= x < to_xact; blocks of a book leave no gap.
create table seal_block (
    book_id smallint not null,
    number bigint not null check (number >= 1),
    previous text not null,
    from_xact bigint not null,
    to_xact bigint not null check (to_xact > from_xact),
    leaves bigint not null check (leaves >= 0),
    root text not null,
    -- The end of the audit trail when the block was sealed.
    audit_sequence bigint not null,
    audit_hash text not null,
    sealed_at timestamptz not null,
    hash text not null,
    primary key (book_id, number),
    unique (book_id, from_xact),
    unique (book_id, to_xact)
);

-- The hashes of one document's rows, in their order: 32 bytes each.
create table seal_leaf (
    book_id smallint not null,
    block bigint not null,
    kind smallint not null,
    id uuid not null,
    hashes bytea not null check (length(hashes) > 0 and length(hashes) % 32 = 0),
    primary key (book_id, block, kind, id)
);

create trigger seal_block_is_append_only before update or delete or truncate on seal_block
    for each statement execute function ledger_is_append_only();
create trigger seal_leaf_is_append_only before update or delete or truncate on seal_leaf
    for each statement execute function ledger_is_append_only();
