-- I10: the exchange rate that was in force when requests across two currencies were admitted; one
-- row for each such capture, with its first and last admission. The foreign key holds a row to a
-- quote of its pair with just this validity, the check holds the admissions to it.
create table charge_quote (
    book_id smallint not null default 1,
    capture_id uuid not null,
    quote_id uuid not null,
    provider_currency text not null,
    buyer_currency text not null,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    first_admitted_at timestamptz not null,
    last_admitted_at timestamptz not null,
    primary key (book_id, capture_id),
    constraint charge_names_a_quote
        foreign key (quote_id, provider_currency, buyer_currency, valid_from, valid_to)
        references fx_quote (id, base, quote, valid_from, valid_to),
    constraint quote_was_valid_at_admission
        check (first_admitted_at between valid_from and last_admitted_at
            and last_admitted_at < valid_to)
);
create index charge_quote_by_quote on charge_quote (quote_id);

create trigger charge_quote_is_append_only before update or delete or truncate on charge_quote
    for each statement execute function fx_is_append_only();
