-- The document that a tariff draft was read from: its bytes, or where it is. One for a version, and
-- nothing is attached once a second person has verified against it.
create table tariff_evidence (
    tariff_version_id uuid primary key references tariff_version,
    name text not null check (length(name) between 1 and 500),
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    document bytea check (length(document) <= 5000000),
    attached_by text not null,
    attached_at timestamptz not null,
    constraint the_hash_is_of_the_document
        check (document is null or sha256 = encode(sha256(document), 'hex'))
);

create function keep_tariff_evidence() returns trigger language plpgsql as $$
begin
    if exists (select 1 from tariff_version
        where id = new.tariff_version_id and verified_at is not null) then
        raise exception 'evidence is attached before a tariff is verified'
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger tariff_evidence_comes_first before insert on tariff_evidence
    for each row execute function keep_tariff_evidence();
create trigger tariff_evidence_is_append_only
    before update or delete or truncate on tariff_evidence
    for each statement execute function keep_tariffs_and_prices();
