package io.intertie.platform.outbox;

import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseAway;
import io.intertie.platform.persistence.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/// A room's own reading of the outbox, for what must not be missed: it goes on where it ended,
/// whichever node is killed when, and one node reads at a time.
///
/// **Always true** what is done for an event, and that it was done, is one commit: nothing is left
/// out, and nothing is done twice (`OutboxReaderTest`).
public final class OutboxReader {
    private static final Logger LOG = Logger.getLogger(OutboxReader.class.getName());
    private static final int TOGETHER = 50;
    private static final Duration LATER = Duration.ofMinutes(10);

    private final Database database;
    private final Clock clock;
    private final String name;
    private final Set<String> types;
    private final Consumer<Told> told;

    /// An event, and when it was published.
    public record Told(Record event, Instant publishedAt) {}

    private record Written(long id, String type, String payload, Instant publishedAt) {
        static Written read(Row row) {
            return new Written(
                    row.number("id"),
                    row.text("type"),
                    row.text("payload"),
                    row.instant("published_at"));
        }
    }

    /// `name` has a row in `outbox_reader`; `told` writes to the same database alone.
    public OutboxReader(
            Database database,
            Clock clock,
            String name,
            Set<Class<? extends Record>> types,
            Consumer<Told> told) {
        this.database = database;
        this.clock = clock;
        this.name = name;
        this.types = types.stream().map(Class::getName).collect(Collectors.toUnmodifiableSet());
        this.told = told;
    }

    /// Reads all that is there, unless another node does.
    ///
    /// @throws DatabaseAway if the database went away; then it has read what it has read
    public void carry() {
        while (step()) {}
        while (makeGood()) {}
    }

    private boolean step() {
        try {
            return database.transaction(() -> next(TOGETHER));
        } catch (RuntimeException failed) {
            mustBeThere(failed);
            // One of them: alone, so that it takes no other with it.
            return stepAlone();
        }
    }

    private boolean stepAlone() {
        try {
            return database.transaction(() -> next(1));
        } catch (RuntimeException failed) {
            mustBeThere(failed);
            LOG.log(Level.SEVERE, name + ": an event waits for a better moment", failed);
            return database.transaction(this::setAside);
        }
    }

    private boolean next(int most) {
        var after = mark();
        if (after.isEmpty()) {
            return false;
        }
        var unread = unread(after.get(), most);
        if (unread.isEmpty()) {
            return false;
        }
        unread.stream().filter(one -> types.contains(one.type())).forEach(this::tell);
        markRead(unread.getLast().id());
        return true;
    }

    private boolean setAside() {
        var after = mark();
        var unread = after.map(id -> unread(id, 1)).orElse(List.of());
        for (var one : unread) {
            database.sql(
                            "insert into outbox_late (reader, event_id, next_at) values (?, ?, ?)",
                            name,
                            one.id(),
                            clock.instant().plus(LATER))
                    .update();
            markRead(one.id());
        }
        return !unread.isEmpty();
    }

    /// One event that was set aside and is due.
    private boolean makeGood() {
        var due =
                database.sql(
                                "select event_id from outbox_late where reader = ? and next_at <= ?"
                                        + " order by next_at limit 1",
                                name,
                                clock.instant())
                        .first(row -> row.number("event_id"));
        if (due.isEmpty()) {
            return false;
        }
        try {
            database.transaction(() -> tellLate(due.get()));
        } catch (RuntimeException failed) {
            mustBeThere(failed);
            LOG.log(Level.SEVERE, name + ": event " + due.get() + " waits still", failed);
            database.sql(
                            "update outbox_late set next_at = ? where reader = ? and event_id = ?",
                            clock.instant().plus(LATER),
                            name,
                            due.get())
                    .update();
        }
        return true;
    }

    private void tellLate(long id) {
        int mine =
                database.sql("delete from outbox_late where reader = ? and event_id = ?", name, id)
                        .update();
        if (mine > 0) {
            tell(database.sql("select * from outbox_event where id = ?", id).one(Written::read));
        }
    }

    private void tell(Written one) {
        var event = (Record) EventText.read(one.type(), one.payload());
        told.accept(new Told(event, one.publishedAt()));
    }

    /// Where the reading ended; nothing if another node reads now.
    private Optional<Long> mark() {
        return database.sql(
                        "select last_read from outbox_reader where name = ?"
                                + " for update skip locked",
                        name)
                .first(row -> row.number("last_read"));
    }

    private List<Written> unread(long after, int most) {
        return database.sql(
                        "select * from outbox_event where id > ? order by id limit ?", after, most)
                .list(Written::read);
    }

    private void markRead(long id) {
        database.sql("update outbox_reader set last_read = ? where name = ?", id, name).update();
    }

    private static void mustBeThere(RuntimeException failed) {
        if (DatabaseAway.isCauseOf(failed)) {
            throw failed;
        }
    }
}
