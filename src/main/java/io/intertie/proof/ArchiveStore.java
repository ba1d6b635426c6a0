package io.intertie.proof;

import io.intertie.ledger.months.Archived;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Archived months: what they brought forward, and what their journals were sealed as.
final class ArchiveStore {
    private static final String TABLES = "journal, journal_line";

    /// A hash over hashes, block by block: a month's would be too long for one text.
    private static final String ROOT =
            """
            select encode(sha256(coalesce(string_agg(each, ''::bytea order by block), '')), 'hex')
                as hash
            from (
                select block, sha256(string_agg(sha256(uuid_send(id) || hashes), ''::bytea
                    order by id)) as each
                from seal_leaf where book_id = 1 and kind = 1 and id >= ? and id < ?
                group by block) blocks\
            """;

    private static final String HASHES =
            """
            select id, string_agg(sha256(convert_to(line, 'UTF8')), ''::bytea order by place)
                as hashes
            from (%s) written group by id\
            """;
    private static final String BROUGHT =
            "select encode(sha256(coalesce(string_agg(sha256(hashes), ''::bytea order by id), '')),"
                    + " 'hex') as hash from ("
                    + HASHES.formatted(Kind.BROUGHT.query("d.archive_id = ?"))
                    + ") documents";
    private static final String NOT_AS_SEALED =
            "select count(*) as n from ("
                    + HASHES.formatted(Kind.JOURNAL.query("d.id >= ? and d.id < ?"))
                    + ") j full join (select id, hashes from seal_leaf where book_id = 1"
                    + " and kind = 1 and id >= ? and id < ?) s using (id)"
                    + " where j.hashes is distinct from s.hashes";

    /// Alike are entries with the same accounts, line by line, that come to the same signs.
    private static final String ALIKE =
            """
            create temporary table alike on commit drop as
            select id, lines, kind, reverses_kind, booked_on, organisation_id, currency,
                provider_id, provider_currency,
                cast(md5(? || concat_ws(' ', kind, coalesce(reverses_kind, '-'), booked_on,
                    coalesce(organisation_id::text, '-'), coalesce(currency, '-'),
                    coalesce(provider_id::text, '-'), coalesce(provider_currency, '-'), shape))
                    as uuid) as entry_id
            from (
                select j.id, j.kind, o.kind as reverses_kind,
                    cast(j.booked_at at time zone 'UTC' as date) as booked_on,
                    h.organisation_id, h.currency, h.provider_id, h.provider_currency,
                    count(*) as lines,
                    string_agg(concat_ws(' ', l.line_no, l.code, l.owner, l.currency, l.net), ','
                        order by l.line_no) as shape
                from journal j
                join (select l.*, sign(sum(micro) over (partition by book_id, journal_id, code,
                        owner, currency)) as net
                    from journal_line l where journal_id >= ? and journal_id < ?) l
                    on l.book_id = j.book_id and l.journal_id = j.id
                left join hold h on h.book_id = j.book_id and j.kind = 'CAPTURE'
                    and h.id::text = j.external_ref
                left join reversal r on r.book_id = j.book_id and r.journal_id = j.id
                left join journal_cause o on o.book_id = r.book_id and o.journal_id = r.reverses_id
                where j.id >= ? and j.id < ?
                group by j.id, j.kind, o.kind, j.booked_at, h.organisation_id, h.currency,
                    h.provider_id, h.provider_currency) each\
            """;

    private final Database database;

    ArchiveStore(Database database) {
        this.database = database;
    }

    /// An archived month; `root` and `brought` as they were then.
    record Archive(
            UUID id,
            String month,
            UUID first,
            UUID end,
            long entries,
            String root,
            String brought) {}

    /// Those that were not attached again, in the order of the months.
    List<Archive> current() {
        return database.sql(
                        "select * from archive a where "
                                + Archived.current("a.id")
                                + " order by month")
                .list(ArchiveStore::archive);
    }

    Optional<Archive> current(String month) {
        return current().stream().filter(one -> one.month().equals(month)).findFirst();
    }

    private static Archive archive(Row row) {
        return new Archive(
                row.id("id"),
                row.text("month"),
                row.id("first_id"),
                row.id("end_id"),
                row.number("entries"),
                row.text("root"),
                row.text("brought"));
    }

    String rootNow(UUID first, UUID end) {
        return database.sql(ROOT, first, end).one(row -> row.text("hash"));
    }

    String broughtNow(UUID archive) {
        return database.sql(BROUGHT, archive, archive).one(row -> row.text("hash"));
    }

    long notAsSealed(UUID first, UUID end) {
        var range = new Object[] {first, end, first, end, first, end, first, end};
        return database.sql(NOT_AS_SEALED, range).one(row -> row.number("n"));
    }

    UUID idAt(Instant instant) {
        return database.sql("select first_id_at(?) as id", instant).one(row -> row.id("id"));
    }

    long count(String sql, Object... parameters) {
        return database.sql("select count(*) as n from " + sql, parameters)
                .one(row -> row.number("n"));
    }

    /// Works out which entries are alike; returns how many there are and how many lines.
    Counted alike(UUID archive, UUID first, UUID end) {
        database.sql(ALIKE, archive.toString(), first, end, first, end).update();
        return database.sql(
                        "select count(*) as entries, coalesce(sum(lines), 0)::bigint as lines,"
                                + " count(distinct entry_id) as brought from alike")
                .one(row ->
                        new Counted(
                                row.number("entries"), row.number("lines"), row.number("brought")));
    }

    record Counted(long entries, long lines, long brought) {}

    void bringForward(Archive archive) {
        database.sql(
                        """
                        insert into brought_entry (id, archive_id, book_id, kind, reverses_kind,
                            booked_on, organisation_id, currency, provider_id, provider_currency,
                            entries)
                        select entry_id, ?, 1, kind, reverses_kind, booked_on, organisation_id,
                            currency, provider_id, provider_currency, count(*)
                        from alike group by entry_id, kind, reverses_kind, booked_on,
                            organisation_id, currency, provider_id, provider_currency\
                        """,
                        archive.id())
                .update();
        database.sql(
                        """
                        insert into brought_line (book_id, entry_id, line_no, code, owner,
                            currency, micro)
                        select l.book_id, a.entry_id, l.line_no, l.code, l.owner, l.currency,
                            sum(l.micro)
                        from alike a join journal_line l
                            on l.book_id = 1 and l.journal_id = a.id
                        group by l.book_id, a.entry_id, l.line_no, l.code, l.owner, l.currency\
                        """)
                .update();
        database.sql(
                        """
                        insert into archived_reversed (archive_id, reverses_id, kind)
                        select distinct ?::uuid, a.id, a.kind
                        from alike a join reversal r on r.book_id = 1 and r.reverses_id = a.id\
                        """,
                        archive.id())
                .update();
    }

    void write(Archive archive, long lines, Instant now) {
        database.sql(
                        """
                        insert into archive (id, book_id, month, first_id, end_id, entries, lines,
                            root, brought, archived_at)
                        values (?, 1, ?, ?, ?, ?, ?, ?, ?, ?)\
                        """,
                        archive.id(),
                        archive.month(),
                        archive.first(),
                        archive.end(),
                        archive.entries(),
                        lines,
                        archive.root(),
                        archive.brought(),
                        now)
                .update();
    }

    /// Waits no longer than two seconds for those who write, because others wait behind it.
    void lock() {
        database.sql("set local lock_timeout = '2s'").update();
        database.sql("lock table " + TABLES + " in access exclusive mode").update();
    }

    void detach(String month) {
        for (var table : List.of("journal_line", "journal")) {
            var part = table + "_" + month.replace('-', '_');
            database.sql("alter table " + table + " detach partition " + part).update();
            database.sql("alter table " + part + " set schema archived").update();
            database.sql(
                            "create trigger is_archived before insert or update or delete on"
                                    + " archived."
                                    + part
                                    + " for each statement execute function"
                                    + " ledger_is_append_only()")
                    .update();
        }
    }

    void attach(Archive archive, Instant now) {
        var home = database.sql("select current_schema() as name").one(row -> row.text("name"));
        for (var table : List.of("journal", "journal_line")) {
            var part = table + "_" + archive.month().replace('-', '_');
            database.sql("drop trigger is_archived on archived." + part).update();
            database.sql("alter table archived." + part + " set schema " + home).update();
            database.sql(
                            "alter table %s attach partition %s for values from ('%s') to ('%s')"
                                    .formatted(table, part, archive.first(), archive.end()))
                    .update();
        }
        database.sql(
                        "insert into archive_end (archive_id, attached_at) values (?, ?)",
                        archive.id(),
                        now)
                .update();
    }
}
