package io.intertie.notice;

import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.outbox.OutboxReader;
import io.intertie.platform.persistence.Database;
import io.intertie.tariff.PriceProposed;
import io.intertie.tariff.PriceVersionPublished;
import io.intertie.tariff.SuspensionChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/// Has every event of prices written as notices: at once where it happened, and within seconds by
/// any node where the one that published it was killed.
@ApplicationScoped
class NoticeReading {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final OutboxReader reader;
    private final Jobs jobs;

    @Inject
    NoticeReading(Database database, NoticeWriter writer, Clock clock, Jobs jobs) {
        this.reader = reader(database, writer, clock);
        this.jobs = jobs;
    }

    static OutboxReader reader(Database database, NoticeWriter writer, Clock clock) {
        return new OutboxReader(
                database,
                clock,
                "notices",
                Set.of(PriceVersionPublished.class, PriceProposed.class, SuspensionChanged.class),
                writer::write);
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
        jobs.every("notices", PAUSE, reader::carry);
    }

    void onPrice(@Observes PriceVersionPublished event) {
        reader.carry();
    }

    void onProposal(@Observes PriceProposed event) {
        reader.carry();
    }

    void onSuspension(@Observes SuspensionChanged event) {
        reader.carry();
    }
}
