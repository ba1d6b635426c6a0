package io.intertie.gateway;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How long an admission waits for the database, all its waits together; on its event loop.
///
/// A database that hangs lets each who asks wait, so a bound of each wait alone adds up with every
/// step that asks. Where nothing has to be waited for there is no timer either.
final class Deadline {
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Turns turns;
    private final Runnable overdue;
    private @Nullable Future<?> timer;

    /// @param overdue is done when it has passed
    Deadline(Turns turns, Runnable overdue) {
        this.turns = turns;
        this.overdue = overdue;
    }

    /// Something is waited for; the first time counts.
    void begin() {
        if (timer == null) {
            timer =
                    turns.loop()
                            .schedule(
                                    () -> turns.now(overdue),
                                    PATIENCE.toMillis(),
                                    TimeUnit.MILLISECONDS);
        }
    }

    /// Nothing is waited for any more.
    void end() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
