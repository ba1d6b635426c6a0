package io.intertie.platform.outbox;

import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// An outbox whose events stay in the database, to be read back by a test.
public final class TestOutbox {
    private TestOutbox() {}

    /// An outbox that tells nobody.
    public static Outbox on(Database database, Clock clock) {
        return new Outbox(database, clock, new Still(database));
    }

    /// All events, in the order of their commits.
    public static List<Object> events(Database database) {
        return database.sql("select type, payload from outbox_event order by id")
                .list(row -> EventText.read(row.text("type"), row.text("payload")));
    }

    /// An outbox that tells one node what was written on all nodes, as in a server; until it is
    /// closed.
    public static Node node(Database database, Clock clock, Consumer<Object> observer) {
        var jobs = new Jobs();
        var relay = new OutboxRelay(database, new Somebody<>(observer), jobs, clock);
        relay.start();
        return new Node(new Outbox(database, clock, relay), jobs);
    }

    /// A node's end of the outbox.
    public record Node(Outbox outbox, Jobs jobs) implements AutoCloseable {
        @Override
        public void close() {
            jobs.stop();
        }
    }

    private static final class Still extends OutboxRelay {
        Still(Database database) {
            super(database, new Nobody<>(), new Jobs(), Clock.systemUTC());
        }

        @Override
        void poke() {}
    }

    private static final class Somebody<T> extends Nobody<T> {
        private final Consumer<Object> observer;

        Somebody(Consumer<Object> observer) {
            this.observer = observer;
        }

        @Override
        public void fire(T event) {
            observer.accept(event);
        }
    }

    private static class Nobody<T> implements Event<T> {
        @Override
        public void fire(T event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends T> CompletionStage<U> fireAsync(U event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends T> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Event<T> select(Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends T> Event<U> select(Class<U> type, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends T> Event<U> select(TypeLiteral<U> type, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }
    }
}
