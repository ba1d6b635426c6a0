package io.intertie.platform.jobs;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Keeps a job that asks somebody else from asking again and again for what fails.
///
/// After three failures in a row it rests, twice as long each time, four hours at most: what failed
/// thrice gains nothing from haste.
public final class Breaker {
    private static final Logger LOG = Logger.getLogger(Breaker.class.getName());
    private static final Duration SHORTEST_REST = Duration.ofMinutes(20);
    private static final Duration LONGEST_REST = Duration.ofHours(4);
    private static final int FAILURES_BEFORE_REST = 3;

    private static final Wording UNSAID =
            Wording.of("fetch.failed", "What came could not be taken in.");

    private final String name;
    private final Clock clock;
    private final AtomicReference<State> state;

    public Breaker(String name, Optional<URI> url, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.state =
                new AtomicReference<>(
                        new State(url, Optional.empty(), Optional.empty(), 0, Optional.empty()));
    }

    /// How the asking does: `fault` is why it failed last, to be said in any language; `restsUntil`
    /// is when it tries again after failures in a row.
    public record State(
            Optional<URI> url,
            Optional<Instant> succeededAt,
            Optional<Wording> fault,
            int failures,
            Optional<Instant> restsUntil) {
        public boolean isOn() {
            return url.isPresent();
        }

        private boolean restsAt(Instant at) {
            return restsUntil.map(until -> until.isAfter(at)).orElse(false);
        }

        private State succeeded(Instant at) {
            return new State(url, Optional.of(at), Optional.empty(), 0, Optional.empty());
        }

        private State failed(Wording why, Instant at) {
            var inARow = failures + 1;
            var rest =
                    inARow < FAILURES_BEFORE_REST
                            ? Optional.<Instant>empty()
                            : Optional.of(at.plus(restAfter(inARow)));
            return new State(url, succeededAt, Optional.of(why), inARow, rest);
        }

        private static Duration restAfter(int failures) {
            var doublings = Math.min(failures - FAILURES_BEFORE_REST, 5);
            var rest = SHORTEST_REST.multipliedBy(1L << doublings);
            return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
        }
    }

    public State state() {
        return state.get();
    }

    /// Tries unless it rests; a refusal, and whatever kept a file from coming, are failures.
    public void attempt(Runnable asking) {
        if (state.get().restsAt(clock.instant())) {
            return;
        }
        try {
            asking.run();
            state.updateAndGet(before -> before.succeeded(clock.instant()));
        } catch (Problem failed) {
            var why = failed.wording().orElse(UNSAID);
            state.updateAndGet(before -> before.failed(why, clock.instant()));
            LOG.log(Level.WARNING, "{0}: {1}", new Object[] {name, why});
        }
    }
}
