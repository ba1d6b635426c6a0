package io.intertie.billing;

import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Processors' events as rows: each once; and how many were not believed.
@ApplicationScoped
class CardEventStore {
    private static final String STRIPE = CardPayment.Processor.STRIPE.name();

    /// Anybody can send forgeries; the trail hears of them once in this time, with their number.
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Database database;
    private final Clock clock;

    @Inject
    CardEventStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    boolean isKnown(String eventId) {
        return database.sql(
                        "select 1 from card_event where processor = ? and event_id = ?",
                        STRIPE,
                        eventId)
                .first(row -> true)
                .orElse(false);
    }

    /// Notes an event; false if it was noted before.
    boolean note(StripeEvents.Event event, Optional<UUID> paymentId) {
        return database.sql(
                                "insert into card_event (processor, event_id, type, payment_id,"
                                        + " received_at) values (?, ?, ?, ?, ?)"
                                        + " on conflict do nothing",
                                STRIPE,
                                event.id(),
                                event.type(),
                                paymentId.<Object>map(id -> id).orElse(Database.Absent.UUID),
                                clock.instant())
                        .update()
                == 1;
    }

    /// Counts an event that was not believed.
    ///
    /// @return today's number of them if the trail is to hear of it
    Optional<Long> refuse(String reason) {
        var now = clock.instant();
        var count =
                database.sql(
                                """
                                insert into refused_event
                                    (processor, reason, day, count, audited_at)
                                values (?, ?, cast(? as date), 1, ?)
                                on conflict (processor, reason, day)
                                do update set count = refused_event.count + 1
                                returning count\
                                """,
                                STRIPE,
                                reason,
                                now,
                                now)
                        .one(row -> row.number("count"));
        var isDue =
                count == 1
                        || database.sql(
                                                "update refused_event set audited_at = ?"
                                                        + " where processor = ? and reason = ?"
                                                        + " and day = cast(? as date)"
                                                        + " and audited_at < ?",
                                                now,
                                                STRIPE,
                                                reason,
                                                now,
                                                now.minus(QUIET))
                                        .update()
                                == 1;
        return isDue ? Optional.of(count) : Optional.empty();
    }

    /// How many were not believed, by reason, the latest day first.
    List<CardEvents.Refusals> refusals(int limit) {
        return database.sql(
                        "select reason, day::text as day, count from refused_event"
                                + " order by day desc, reason limit ?",
                        limit)
                .list(row ->
                        new CardEvents.Refusals(
                                row.text("day"), row.text("reason"), row.number("count")));
    }
}
