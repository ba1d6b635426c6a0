package io.intertie.gateway;

import io.intertie.gateway.wire.Arrival;
import io.intertie.gateway.wire.Fault;
import io.intertie.platform.http.Problem;
import io.intertie.platform.persistence.DatabaseAway;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The turns of one exchange on its event loop: whatever goes wrong in one is told to `broke`.
final class Turns {
    private static final Logger LOG = Logger.getLogger(Turns.class.getName());

    private final EventLoop loop;
    private final Arrival arrival;
    private final Consumer<Fault> broke;

    Turns(EventLoop loop, Arrival arrival, Consumer<Fault> broke) {
        this.loop = loop;
        this.arrival = arrival;
        this.broke = broke;
    }

    EventLoop loop() {
        return loop;
    }

    /// Does something now, on the loop.
    void now(Runnable work) {
        try {
            work.run();
        } catch (Problem problem) {
            broke.accept(Fault.of(problem));
        } catch (RuntimeException | Error failed) {
            broke.accept(fault(arrival, failed));
        }
    }

    /// Does something on the loop, from any thread.
    void later(Runnable work) {
        loop.execute(() -> now(work));
    }

    /// Does what must wait on a thread of its own, and goes on with what came of it on the loop.
    <T> void apart(Supplier<T> work, Consumer<T> then) {
        Thread.ofVirtual()
                .name(arrival.toString())
                .start(() -> {
                    T result;
                    try {
                        result = work.get();
                    } catch (RuntimeException | Error failed) {
                        later(() -> {
                            throw failed;
                        });
                        return;
                    }
                    later(() -> then.accept(result));
                });
    }

    /// What was waited for.
    ///
    /// @throws Problem if that was the answer
    /// @throws RuntimeException if that failed
    static <T> T known(T value, @Nullable Throwable failed) {
        if (failed instanceof CompletionException && failed.getCause() instanceof Problem told) {
            throw told;
        }
        if (failed instanceof Problem told) {
            throw told;
        }
        if (failed != null) {
            throw new IllegalStateException(failed);
        }
        return value;
    }

    /// What a client is told of what went wrong, and the log.
    static Fault fault(Arrival arrival, Throwable failed) {
        if (DatabaseAway.isCauseOf(failed)) {
            return Faults.away();
        }
        // A message may quote what it choked on, so only kind and place are told.
        var trace = failed.getStackTrace();
        LOG.log(
                Level.SEVERE,
                "{0}: {1} at {2}",
                new Object[] {
                    arrival, failed.getClass().getName(), trace.length == 0 ? "?" : trace[0]
                });
        return Faults.ours();
    }
}
