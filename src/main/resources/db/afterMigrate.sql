-- What the role that works may do, told again after each start's migrations. It owns nothing where
-- another role migrates; and where it owns, it takes these rights from itself.
do $$
declare
    worker constant text := '${worker}';
    one record;
begin
    execute format('grant usage on schema %I to %I', current_schema(), worker);
    execute format('grant usage on all sequences in schema %I to %I', current_schema(), worker);
    for one in
        select c.oid::regclass as name, c.relispartition as is_month,
            c.relname like 'archive%' or c.relname like 'brought\_%' as is_owners,
            exists (select 1 from pg_trigger t
                    where t.tgrelid = c.oid and t.tgname like '%\_is\_append\_only') as is_kept
        from pg_class c
        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
            and c.relname <> 'flyway_schema_history'
    loop
        execute format('revoke all on %s from %I', one.name, worker);
        execute format('grant select on %s to %I', one.name, worker);
        -- A month is written by way of its table alone, whose triggers look at every row; only the
        -- owner archives.
        continue when one.is_month or one.is_owners;
        execute format('grant insert on %s to %I', one.name, worker);
        continue when one.is_kept;
        execute format('grant update, delete on %s to %I', one.name, worker);
    end loop;
end $$;
