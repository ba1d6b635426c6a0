package io.intertie.ledger;

import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;

/// Makes the months of journals, lines and usage before their first row comes.
@ApplicationScoped
class MonthsAhead {
    private static final int MONTHS = 3;
    private static final Duration PAUSE = Duration.ofHours(12);

    private final Database database;
    private final Clock clock;

    @Inject
    MonthsAhead(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        var _ = jobs.now("months ahead", this::create);
        jobs.every("months ahead", PAUSE, this::create);
    }

    /// This month and the next ones, as far as they are missing; tells how many were.
    int create() {
        return database.sql("select create_months_ahead(?, ?) as made", clock.instant(), MONTHS)
                .one(row -> row.count("made"));
    }
}
