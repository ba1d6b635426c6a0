package io.intertie.platform.outbox;

import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/// How a room tells rooms above it what has happened.
///
/// An event is a record named in the past tense whose components are UUIDs, text, numbers or
/// booleans. It is written in the transaction of the act, and reaches every node's CDI observers
/// after the commit, at least once, in order.
@ApplicationScoped
public class Outbox {
    /// The database's lock of whoever writes events or the audit trail, to the end of the
    /// transaction. One for both: acts that took two of them in turn would wait for each other.
    ///
    /// With one writer at a time ids appear in the order of the commits, and a reader that has seen
    /// one has seen all before it. Events are rare: prices, keys, listings.
    public static final long WRITERS = 7_305_211_930L;

    private final Database database;
    private final Clock clock;
    private final OutboxRelay relay;

    @Inject
    Outbox(Database database, Clock clock, OutboxRelay relay) {
        this.database = database;
        this.clock = clock;
        this.relay = relay;
    }

    /// Writes the event in the running transaction, or in its own.
    public void publish(Record event) {
        database.transaction(() -> write(event));
    }

    /// Until when this node's observers have been told of everything; the epoch before the first
    /// time.
    public Instant carriedAt() {
        return relay.carriedAt();
    }

    private void write(Record event) {
        database.sql("select pg_advisory_xact_lock(?)", WRITERS).list(row -> true);
        database.sql(
                        "insert into outbox_event (type, payload, published_at) values (?, ?, ?)",
                        event.getClass().getName(),
                        EventText.write(event),
                        clock.instant())
                .update();
        database.afterCommit(relay::poke);
    }
}
