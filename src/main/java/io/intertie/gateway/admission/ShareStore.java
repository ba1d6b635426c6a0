package io.intertie.gateway.admission;

import io.intertie.gateway.admission.Meter.Kind;
import io.intertie.platform.persistence.Columns;
import io.intertie.platform.persistence.Database;
import java.util.List;
import java.util.UUID;

/// What each node may use of limits, where all nodes see it. The shares of one limit together are
/// never more than the limit.
final class ShareStore {
    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended(?, 7305211931))";

    /// Half of what nobody has, so that another node finds something too; at least what is needed.
    private static final String TAKE =
            """
            with others as (
                select coalesce(sum(share), 0) as taken from rate_share
                where subject = ? and kind = ? and node_id <> ? and valid_until > now()),
            rest as (select ?::bigint as held, ?::bigint as need, greatest(0, ? - taken - ?) as free
                from others),
            taken as (select held, free, need,
                case when free >= need and need > 0 then greatest(need, free / 2) else 0 end as more
                from rest)
            insert into rate_share
            select ?, ?, ?, held + more, more < need, now() + interval '75 s' from taken
            on conflict (subject, kind, node_id) do update set share = excluded.share,
                is_short = excluded.is_short, valid_until = excluded.valid_until
            returning share, is_short, (select free - more from taken) as free\
            """;

    private static final String RENEW =
            """
            update rate_share set valid_until = now() + interval '75 s'
            where node_id = ? and valid_until > now()\
            """;
    private static final String SHORT =
            """
            select distinct subject, kind from rate_share
            where is_short and node_id <> ? and valid_until > now()\
            """;
    private static final String LEAVE =
            "delete from rate_share where node_id = ? and subject in (select * from %s)"
                    .formatted(Columns.unnest("uuid"));
    private static final String FORGET = "delete from rate_share where valid_until < now()";

    private final Database database;
    private final UUID nodeId;

    ShareStore(Database database, UUID nodeId) {
        this.database = database;
        this.nodeId = nodeId;
    }

    /// A node has so much of a limit, and needs so much more.
    record Question(UUID subject, Kind kind, long limit, long held, long need) {}

    /// What it has then, what nobody has, and whether it did not get what it needs.
    record Share(long share, long free, boolean isShort) {}

    record Wanted(UUID subject, Kind kind) {}

    /// Takes more, gives back, or confirms what this node has.
    Share take(Question asked) {
        return database.transaction(() -> {
            database.sql(LOCK, asked.kind() + " " + asked.subject()).list(row -> true);
            return database.sql(
                            TAKE,
                            asked.subject(),
                            asked.kind(),
                            nodeId,
                            asked.held(),
                            asked.need(),
                            asked.limit(),
                            asked.held(),
                            asked.subject(),
                            asked.kind(),
                            nodeId)
                    .one(row ->
                            new Share(
                                    row.number("share"), row.number("free"), row.flag("is_short")));
        });
    }

    /// Keeps all shares of this node for another while.
    void renew() {
        database.sql(RENEW, nodeId).update();
    }

    /// What other nodes lack.
    List<Wanted> wanted() {
        return database.sql(SHORT, nodeId)
                .list(row -> new Wanted(row.id("subject"), row.constant(Kind.class, "kind")));
    }

    /// Gives back all that this node has of some subjects.
    void leave(List<UUID> subjects) {
        var columns = new Columns("uuid");
        subjects.forEach(columns::add);
        database.sql(LEAVE, columns.after(nodeId)).update();
    }

    /// Clears away what nodes have left that are gone.
    void forget() {
        database.sql(FORGET).update();
    }
}
