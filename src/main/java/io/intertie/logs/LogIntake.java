package io.intertie.logs;

import io.intertie.platform.crypto.Seal;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.WriteBehind;
import io.intertie.platform.persistence.WriteBehind.Bound;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;

/// Logs on their way into the database: taken in at once, sealed and written a moment later.
@ApplicationScoped
public class LogIntake {
    private static final Duration FLUSH = Duration.ofMillis(500);
    private static final Bound MOST = new Bound(10_000, 64L * 1024 * 1024);
    private static final Bound BATCH = new Bound(100, 8L * 1024 * 1024);

    private final WriteBehind<Log> behind;

    @Inject
    public LogIntake(Database database, Seal seal, Clock clock) {
        this(database, seal, clock, MOST);
    }

    LogIntake(Database database, Seal seal, Clock clock, Bound most) {
        var store = new LogStore(database, seal);
        this.behind =
                new WriteBehind<>(
                        most, BATCH, Log::bytes, logs -> store.add(logs, clock.instant()));
    }

    /// Takes a log in, unless too much waits.
    public void add(Log log) {
        behind.add(log);
    }

    /// How many logs this node has lost since its start.
    public long lost() {
        return behind.lost();
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        jobs.every("logs", FLUSH, this::flush);
    }

    /// Writes what waits.
    @PreDestroy
    public void flush() {
        behind.flush();
    }
}
