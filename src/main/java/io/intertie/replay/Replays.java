package io.intertie.replay;

import io.intertie.platform.crypto.Seal;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// The requests of the last 24 hours that named an idempotency key.
@ApplicationScoped
public class Replays {
    /// How long a key is remembered.
    public static final Duration STAYS = Duration.ofHours(24);

    /// Longer than any request takes: one that has not ended by then was cut off, and what became
    /// of it is in the books alone.
    private static final Duration LONGEST = Duration.ofMinutes(16);

    private static final Duration FORGET = Duration.ofMinutes(10);

    private final Database database;
    private final Seal seal;
    private final Clock clock;

    @Inject
    public Replays(Database database, Seal seal, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.clock = clock;
    }

    /// Takes a request down under its key, or tells what became of the one before.
    ///
    /// @throws io.intertie.platform.persistence.DatabaseAway if that cannot be known now
    public Again begin(Marked marked) {
        return database.transaction(() -> {
            database.sql(
                            """
                            delete from replay
                            where organisation_id = ? and key_hash = ? and begun_at < ?
                            """,
                            marked.organisationId(),
                            marked.keyHash(),
                            clock.instant().minus(STAYS))
                    .update();
            var isFirst =
                    database.sql(
                                    """
                                    insert into replay (organisation_id, key_hash, request_hash,
                                        request_id, begun_at)
                                    values (?, ?, ?, ?, ?) on conflict do nothing
                                    """,
                                    marked.organisationId(),
                                    marked.keyHash(),
                                    marked.requestHash(),
                                    marked.requestId(),
                                    marked.at())
                            .update();
            return isFirst == 1 ? new Again.Never() : before(marked);
        });
    }

    private Again before(Marked marked) {
        return database.sql(
                        "select * from replay where organisation_id = ? and key_hash = ?",
                        marked.organisationId(),
                        marked.keyHash())
                .first(row -> again(row, marked))
                // It ended without a charge just now: whoever asks again runs.
                .orElseGet(() -> new Again.UnderWay(marked.requestId()));
    }

    private Again again(Row row, Marked marked) {
        var first = row.id("request_id");
        if (!Arrays.equals(row.bytes("request_hash"), marked.requestHash())) {
            return new Again.Other(first);
        }
        if (row.instantIfAny("ended_at").isEmpty()) {
            var isOver = row.instant("begun_at").plus(LONGEST).isBefore(clock.instant());
            return isOver ? new Again.Gone(first) : new Again.UnderWay(first);
        }
        var sealed = row.bytesIfAny("answer");
        return sealed.<Again>map(bytes ->
                        new Again.Answered(
                                first,
                                new Kept(
                                        row.count("status"),
                                        row.flag("streamed"),
                                        seal.open(purpose(first), bytes))))
                .orElseGet(() -> new Again.Gone(first));
    }

    private static String purpose(UUID requestId) {
        return "replay:" + requestId;
    }

    /// The request has ended and was charged; its answer, if that may be kept.
    public void end(Marked marked, Optional<Kept> answer) {
        answer.ifPresentOrElse(kept -> keep(marked, kept), () -> close(marked));
    }

    private void keep(Marked marked, Kept answer) {
        database.sql(
                        """
                        update replay set ended_at = ?, status = ?, streamed = ?, answer = ?
                        where organisation_id = ? and key_hash = ? and request_id = ?
                        """,
                        clock.instant(),
                        answer.status(),
                        answer.streamed(),
                        seal.seal(purpose(marked.requestId()), answer.bytes()),
                        marked.organisationId(),
                        marked.keyHash(),
                        marked.requestId())
                .update();
    }

    private void close(Marked marked) {
        database.sql(
                        """
                        update replay set ended_at = ?
                        where organisation_id = ? and key_hash = ? and request_id = ?
                        """,
                        clock.instant(),
                        marked.organisationId(),
                        marked.keyHash(),
                        marked.requestId())
                .update();
    }

    /// The request has ended and cost nothing: the key is as good as new.
    public void forget(Marked marked) {
        database.sql(
                        """
                        delete from replay
                        where organisation_id = ? and key_hash = ? and request_id = ?
                        """,
                        marked.organisationId(),
                        marked.keyHash(),
                        marked.requestId())
                .update();
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        jobs.every("old replays", FORGET, this::forgetOld);
    }

    void forgetOld() {
        database.sql("delete from replay where begun_at < ?", clock.instant().minus(STAYS))
                .update();
    }
}
