package io.intertie.gateway.admission;

import io.intertie.gateway.wire.Fault;
import io.intertie.platform.http.ProblemType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// How many exchanges a node has under way. What is above its bound is refused before anything of
/// it is read, so that the others are still served.
public final class Gate {
    /// An exchange holds some kilobytes, and a body of at most 8 MB for a moment.
    public static final int USUAL = 10_000;

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Fault OVERLOADED =
            new Fault(
                            ProblemType.UNAVAILABLE,
                            "overloaded",
                            "This node has as many requests under way as it can serve. Nothing was"
                                    + " sent or charged. Try again in a second.")
                    .after(SOON);

    private final int most;
    private final AtomicInteger inside = new AtomicInteger();

    public Gate(int most) {
        this.most = most;
    }

    /// Lets one exchange in, which must leave; or tells why not.
    public Optional<Fault> enter() {
        if (inside.incrementAndGet() <= most) {
            return Optional.empty();
        }
        inside.decrementAndGet();
        return Optional.of(OVERLOADED);
    }

    public void leave() {
        inside.decrementAndGet();
    }

    /// How many are inside.
    public int inside() {
        return inside.get();
    }
}
