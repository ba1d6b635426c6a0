-- What usage records come to, written with them: of a buyer's key on a day (UTC), and, with neither
-- key nor day, of the buyer in all. How much a key has used is read from here, not added up anew.
create table usage_sum (
    book_id smallint not null default 1,
    buyer_id uuid not null,
    api_key_id uuid,
    currency text not null,
    day date,
    -- Of the buyer's currency.
    pico numeric not null check (pico >= 0),
    last_served_at timestamptz not null,
    unique nulls not distinct (book_id, buyer_id, api_key_id, currency, day),
    check ((api_key_id is null) = (day is null))
-- A busy key's row changes with each batch: there is room beside it, so that no index must follow.
) with (fillfactor = 50);
create index usage_sum_by_day on usage_sum (book_id, day);

-- Nobody writes a record between the reading and the commit.
lock table usage_record in share mode;
insert into usage_sum
select book_id, buyer_id, api_key_id, buyer_currency, day, sum(buyer_pico), max(served_at)
from usage_record cross join lateral (select (served_at at time zone 'UTC')::date as day)
group by grouping sets (
    (book_id, buyer_id, api_key_id, buyer_currency, day),
    (book_id, buyer_id, buyer_currency));
