package io.intertie.platform.outbox;

import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Carries written events to this node's observers: before the commit's caller goes on here, and
/// within a quarter of a second after a commit on another node.
@ApplicationScoped
class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Database database;
    private final Event<Object> observers;
    private final Jobs jobs;
    private final Clock clock;
    private volatile Instant carriedAt = Instant.EPOCH;
    private long lastSeen;

    @Inject
    OutboxRelay(Database database, Event<Object> observers, Jobs jobs, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.observers = observers;
        this.jobs = jobs;
    }

    /// Starts after what is there now: whoever observes has read the present state at its start.
    void start() {
        synchronized (this) {
            lastSeen =
                    database.sql("select coalesce(max(id), 0) as id from outbox_event")
                            .one(row -> row.number("id"));
        }
        jobs.every("outbox", PAUSE, this::carry);
    }

    /// Carries what was written until now. Who revokes a key here finds it revoked; on another
    /// thread, because this one's transaction has only just ended.
    void poke() {
        var carried = jobs.now("outbox", this::carry);
        try {
            carried.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.log(Level.WARNING, "an event is told late", late);
        }
    }

    private record Written(long id, String type, String payload) {}

    private void carry() {
        synchronized (this) {
            var askedAt = clock.instant();
            for (Written event : unseen()) {
                lastSeen = event.id();
                tell(event);
            }
            carriedAt = askedAt;
        }
    }

    Instant carriedAt() {
        return carriedAt;
    }

    private List<Written> unseen() {
        return database.sql(
                        "select id, type, payload from outbox_event where id > ? order by id",
                        lastSeen)
                .list(row -> new Written(row.number("id"), row.text("type"), row.text("payload")));
    }

    private void tell(Written event) {
        try {
            observers.fire(EventText.read(event.type(), event.payload()));
        } catch (RuntimeException failed) {
            // One observer's fault must not keep the others from the events that follow.
            LOG.log(Level.SEVERE, "event " + event.id() + " of " + event.type(), failed);
        }
    }
}
