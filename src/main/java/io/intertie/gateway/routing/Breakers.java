package io.intertie.gateway.routing;

import io.intertie.platform.inject.Direct;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Which listings are given a rest, and how many calls each is given at once.
///
/// After three failures in a row a listing rests for thirty seconds; then one call tries it, and
/// only if that goes well come the others. A listing that says when to come back rests until then.
/// Nothing here waits for anything.
@Direct
public class Breakers {
    /// How long a listing that fails is left alone.
    public static final Duration COOL_DOWN = Duration.ofSeconds(30);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int FAILURES = 3;
    private static final int MOST_CALLS = 1_000;
    private static final int MOST_LISTINGS = 20_000;

    private final Clock clock;
    private final int mostCalls;
    private final ConcurrentHashMap<UUID, Gate> gates = new ConcurrentHashMap<>();

    @Inject
    public Breakers(Clock clock) {
        this(clock, MOST_CALLS);
    }

    /// Breakers that let so many calls of a listing pass at once.
    public Breakers(Clock clock, int mostCalls) {
        this.clock = clock;
        this.mostCalls = mostCalls;
    }

    /// Whether a listing takes a call now.
    public enum State {
        READY,
        RESTING,
        BUSY
    }

    /// How often a listing has failed in a row, until when it rests, and whether a call tries it.
    private record Run(int failures, long restsUntil, boolean onTrial) {
        static final Run CALM = new Run(0, 0, false);

        boolean isResting(long now) {
            return now < restsUntil || (isHalfOpen() && onTrial);
        }

        boolean isHalfOpen() {
            return failures >= FAILURES;
        }

        Run failed(long now) {
            var until = failures + 1 < FAILURES ? restsUntil : now + COOL_DOWN.toMillis();
            return new Run(failures + 1, Math.max(restsUntil, until), false);
        }

        Run until(long then) {
            return new Run(failures, Math.max(restsUntil, then), false);
        }

        Run onTrial(boolean trial) {
            return new Run(failures, restsUntil, trial);
        }
    }

    private static final class Gate {
        final AtomicInteger calls = new AtomicInteger();
        final AtomicReference<Run> run = new AtomicReference<>(Run.CALM);

        boolean isIdle(long now) {
            return calls.get() == 0 && !run.get().isResting(now);
        }
    }

    /// A call's place at a listing, from its start to its end. It is judged as soon as something is
    /// known, perhaps more than once, and closed when it is over.
    public final class Pass implements AutoCloseable {
        private final UUID listingId;
        private final Gate gate;
        private final AtomicBoolean open = new AtomicBoolean(true);
        private final AtomicBoolean onTrial;

        private Pass(UUID listingId, Gate gate, boolean isTrial) {
            this.listingId = listingId;
            this.gate = gate;
            this.onTrial = new AtomicBoolean(isTrial);
        }

        public void succeeded() {
            onTrial.set(false);
            Breakers.this.succeeded(listingId);
        }

        public void failed() {
            onTrial.set(false);
            Breakers.this.failed(listingId);
        }

        /// The provider asked to come back later: after so long, if it said.
        public void toldToWait(Optional<Duration> wait) {
            onTrial.set(false);
            Breakers.this.toldToWait(listingId, wait);
        }

        /// The call is over. A trial without a judgement lets the next call try.
        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                gate.calls.decrementAndGet();
                if (onTrial.get()) {
                    gate.run.updateAndGet(run -> run.onTrial(false));
                }
            }
        }
    }

    /// Whether a listing takes a call now; looking does not take a place.
    public State state(UUID listingId) {
        var gate = gates.get(listingId);
        if (gate == null) {
            return State.READY;
        }
        var run = gate.run.get();
        if (run.isResting(clock.millis())) {
            return State.RESTING;
        }
        return gate.calls.get() < mostCalls ? State.READY : State.BUSY;
    }

    public boolean isResting(UUID listingId) {
        return state(listingId) == State.RESTING;
    }

    /// How long until a listing that rests may be called: at least a second.
    public Duration rest(UUID listingId) {
        var gate = gates.get(listingId);
        var left = gate == null ? 0 : gate.run.get().restsUntil() - clock.millis();
        return Duration.ofSeconds(Math.max(1, Math.ceilDiv(Math.max(0, left), 1_000L)));
    }

    /// Takes a place at a listing; empty if it is busy or rests.
    public Optional<Pass> enter(UUID listingId) {
        var gate = gate(listingId);
        if (gate.calls.incrementAndGet() > mostCalls) {
            gate.calls.decrementAndGet();
            return Optional.empty();
        }
        while (true) {
            var run = gate.run.get();
            if (run.isResting(clock.millis())) {
                gate.calls.decrementAndGet();
                return Optional.empty();
            }
            if (!run.isHalfOpen()) {
                return Optional.of(new Pass(listingId, gate, false));
            }
            if (gate.run.compareAndSet(run, run.onTrial(true))) {
                return Optional.of(new Pass(listingId, gate, true));
            }
        }
    }

    public void succeeded(UUID listingId) {
        var gate = gates.get(listingId);
        if (gate != null) {
            // Others may have been told to wait meanwhile: that stands.
            var now = clock.millis();
            gate.run.updateAndGet(
                    run -> run.restsUntil() > now && !run.isHalfOpen() ? run : Run.CALM);
        }
    }

    public void failed(UUID listingId) {
        var now = clock.millis();
        gate(listingId).run.updateAndGet(run -> run.failed(now));
    }

    /// A listing asked to come back later: after so long, if it said; otherwise it has failed.
    public void toldToWait(UUID listingId, Optional<Duration> wait) {
        if (wait.isEmpty()) {
            failed(listingId);
            return;
        }
        var isLong = wait.get().compareTo(LONGEST_WAIT) > 0;
        var until = clock.millis() + (isLong ? LONGEST_WAIT : wait.get()).toMillis();
        gate(listingId).run.updateAndGet(run -> run.until(until));
    }

    private Gate gate(UUID listingId) {
        var gate = gates.get(listingId);
        if (gate != null) {
            return gate;
        }
        if (gates.mappingCount() >= MOST_LISTINGS) {
            var now = clock.millis();
            gates.values().removeIf(one -> one.isIdle(now));
        }
        return gates.computeIfAbsent(listingId, _ -> new Gate());
    }
}
