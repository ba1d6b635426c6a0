package io.intertie.notice;

import io.intertie.platform.persistence.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Notices on one way out: each is tried again after ever longer pauses until it is accepted, or
/// three days have passed.
final class Deliveries {
    /// The pauses after each failed try.
    static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(20));

    /// Longer than a try of any kind can last.
    private static final Duration TAKEN = Duration.ofMinutes(2);

    /// So many of one organisation together: where it does not answer, others do not wait.
    private static final int FAIR = 5;

    private static final Logger LOG = Logger.getLogger(Deliveries.class.getName());

    // Of the system: who looks up a stranger's name waits in it, and would hold up virtual ones.
    private static final ThreadFactory THREADS =
            Thread.ofPlatform().daemon().name("deliveries-", 0).factory();

    private final Database database;
    private final Clock clock;
    private final Way way;

    /// A way out, its table, and how many are tried side by side.
    enum Way {
        WEBHOOK("webhook_delivery", 50),
        MAIL("mail_delivery", 4);

        private final String table;
        private final int together;

        Way(String table, int together) {
            this.table = table;
            this.together = together;
        }
    }

    /// What a try came to, in a word that is kept.
    sealed interface Answer {
        String word();

        record Ended(String word) implements Answer {}

        record Failed(String word) implements Answer {}
    }

    private record Due(Notice notice, int attempts) {}

    Deliveries(Database database, Clock clock, Way way) {
        this.database = database;
        this.clock = clock;
        this.way = way;
    }

    /// Queues a notice once.
    static void queue(Database database, Way way, Notice notice) {
        database.sql(
                        "insert into "
                                + way.table
                                + " (notice_id, organisation_id, attempts, next_at, last_answer)"
                                + " values (?, ?, 0, ?, '')",
                        notice.id(),
                        notice.organisationId(),
                        notice.noticedAt())
                .update();
    }

    /// Tries what is due, side by side, until nothing is; another node leaves alone what this one
    /// has taken.
    void carry(Function<Notice, Answer> tried) {
        for (var some = taken(); !some.isEmpty(); some = taken()) {
            try (var threads = Executors.newThreadPerTaskExecutor(THREADS)) {
                some.forEach(due -> threads.execute(() -> tryOne(due, tried)));
            }
        }
    }

    private void tryOne(Due due, Function<Notice, Answer> tried) {
        try {
            switch (answer(due.notice(), tried)) {
                case Answer.Ended ended -> end(due, ended.word());
                case Answer.Failed failed when due.attempts() > PAUSES.size() ->
                        end(due, failed.word());
                case Answer.Failed failed -> again(due, failed.word());
            }
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "notice " + due.notice().id() + " is tried again later", failed);
        }
    }

    /// What one notice does to its try, it does to no other's.
    private static Answer answer(Notice notice, Function<Notice, Answer> tried) {
        try {
            return tried.apply(notice);
        } catch (RuntimeException failed) {
            LOG.log(Level.SEVERE, "notice " + notice.id() + " cannot be delivered", failed);
            return new Answer.Failed("fault");
        }
    }

    private List<Due> taken() {
        var now = clock.instant();
        var take =
                """
                with now as (select ?::timestamptz as it),
                due as (
                    select notice_id, next_at, row_number() over (
                        partition by organisation_id order by next_at, notice_id) as turn
                    from %1$s, now where ended_at is null and next_at <= now.it),
                taken as (
                    update %1$s set next_at = ?, attempts = attempts + 1
                    where notice_id in (
                        select notice_id from %1$s, now
                        where ended_at is null and %1$s.next_at <= now.it
                        and notice_id in (
                            select notice_id from due where turn <= ? order by next_at limit ?)
                        for update of %1$s skip locked)
                    returning notice_id, attempts)
                select n.*, taken.attempts from taken
                join notice n on n.id = taken.notice_id order by n.id
                """
                        .formatted(way.table);
        return database.transaction(() ->
                database.sql(take, now, now.plus(TAKEN), FAIR, way.together)
                        .list(row -> new Due(NoticeStore.read(row), row.count("attempts"))));
    }

    private void again(Due due, String answer) {
        write(
                due.notice().id(),
                "next_at",
                clock.instant().plus(PAUSES.get(due.attempts() - 1)),
                answer);
    }

    private void end(Due due, String answer) {
        write(due.notice().id(), "ended_at", clock.instant(), answer);
    }

    private void write(UUID noticeId, String column, Instant at, String answer) {
        database.sql(
                        "update "
                                + way.table
                                + " set "
                                + column
                                + " = ?, last_answer = ? where notice_id = ?",
                        at,
                        answer,
                        noticeId)
                .update();
    }
}
