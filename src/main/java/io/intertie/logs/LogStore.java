package io.intertie.logs;

import io.intertie.platform.crypto.Seal;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Logs as rows, their bodies sealed.
///
/// How long a row lives is not written in it: each statement asks the organisation's rule, so that
/// what is too old, or of whom logging was switched off, is not there for anybody from that moment
/// on, whenever it is deleted.
final class LogStore {
    private static final int CHUNK = 500;
    private static final String AGE =
            "first_id_at(cast(? as timestamptz) - make_interval(days => r.log_days))";

    /// The rule's row is held until this is written: who switches logging off waits for it, and
    /// deletes it as well; who comes after that finds no rule.
    private static final String ADD =
            """
            insert into request_log (request_id, api_key_id, path, status, streamed, asked_bytes,
                answered_bytes, asked, answered, organisation_id)
            select ?, ?, ?, ?, ?, ?, ?, ?, ?, r.organisation_id
            from organisation_rules r
            where r.organisation_id = ? and r.log_days is not null
                and (cardinality(r.log_keys) = 0 or ? = any(r.log_keys))
                and ? >= %s
            for share on conflict do nothing\
            """
                    .formatted(AGE);

    private static final String LIVE =
            """
            from request_log l join organisation_rules r using (organisation_id)
            where l.organisation_id = ? and r.log_days is not null and l.request_id >= %s\
            """
                    .formatted(AGE);

    private static final String HEADS =
            "select l.request_id, l.organisation_id, l.api_key_id, l.path, l.status, l.streamed,"
                    + " l.asked_bytes, l.answered_bytes ";

    /// What is too old, or all of it where no logs are wanted.
    private static final String DEAD =
            """
            delete from request_log where request_id in (
                select l.request_id from request_log l
                where l.organisation_id = ? and l.request_id < coalesce(
                    (select %s from organisation_rules r
                    where r.organisation_id = ? and r.log_days is not null),
                    'ffffffff-ffff-ffff-ffff-ffffffffffff')
                order by l.request_id limit ?)\
            """
                    .formatted(AGE);

    private final Database database;
    private final Seal seal;

    LogStore(Database database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    /// Writes logs of those who want them now; leaves out the others.
    void add(List<Log> logs, Instant now) {
        database.transaction(() -> logs.forEach(log -> add(log, now)));
    }

    private void add(Log log, Instant now) {
        var head = log.head();
        database.sql(
                        ADD,
                        head.requestId(),
                        head.apiKeyId(),
                        head.path(),
                        head.status(),
                        head.streamed(),
                        log.asked().size(),
                        log.answered().size(),
                        seal.seal(purpose("asked", head.requestId()), log.asked().kept()),
                        seal.seal(purpose("answered", head.requestId()), log.answered().kept()),
                        head.organisationId(),
                        head.apiKeyId(),
                        head.requestId(),
                        now)
                .update();
    }

    private static String purpose(String part, UUID requestId) {
        return "log:" + part + ":" + requestId;
    }

    Optional<Log.Head> head(UUID organisationId, UUID requestId, Instant now) {
        return database.sql(HEADS + LIVE + " and l.request_id = ?", organisationId, now, requestId)
                .first(LogStore::head);
    }

    Optional<Log> open(UUID organisationId, UUID requestId, Instant now) {
        return database.sql(
                        "select l.* " + LIVE + " and l.request_id = ?",
                        organisationId,
                        now,
                        requestId)
                .first(row ->
                        new Log(
                                head(row),
                                part(row, "asked", requestId),
                                part(row, "answered", requestId)));
    }

    private Log.Part part(Row row, String part, UUID requestId) {
        return new Log.Part(
                seal.open(purpose(part, requestId), row.bytes(part)), row.number(part + "_bytes"));
    }

    /// The newest ones that came before an id.
    List<Log.Head> newest(UUID organisationId, UUID before, int limit, Instant now) {
        return database.sql(
                        HEADS + LIVE + " and l.request_id < ? order by l.request_id desc limit ?",
                        organisationId,
                        now,
                        before,
                        limit)
                .list(LogStore::head);
    }

    private static Log.Head head(Row row) {
        return new Log.Head(
                row.id("request_id"),
                row.id("organisation_id"),
                row.id("api_key_id"),
                row.text("path"),
                row.count("status"),
                row.flag("streamed"),
                row.number("asked_bytes"),
                row.number("answered_bytes"));
    }

    long count(UUID organisationId, Instant now) {
        return database.sql("select count(*) as n " + LIVE, organisationId, now)
                .one(row -> row.number("n"));
    }

    boolean delete(UUID organisationId, UUID requestId) {
        return database.sql(
                                "delete from request_log where organisation_id = ? and"
                                        + " request_id = ?",
                                organisationId,
                                requestId)
                        .update()
                > 0;
    }

    /// Deletes what an organisation's rule keeps no longer, in steps that hold nobody up.
    void forget(UUID organisationId, Instant now) {
        int gone = CHUNK;
        while (gone == CHUNK) {
            gone = database.sql(DEAD, organisationId, now, organisationId, CHUNK).update();
        }
    }

    /// Whoever may have logs: nobody has any without ever having had a rule.
    List<UUID> organisations() {
        return database.sql("select organisation_id from organisation_rules")
                .list(row -> row.id("organisation_id"));
    }
}
