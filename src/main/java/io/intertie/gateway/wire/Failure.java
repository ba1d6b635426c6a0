package io.intertie.gateway.wire;

import java.time.Duration;
import java.util.Optional;

/// Why one provider call came to nothing. `detail` is the provider's own message where the request
/// itself was refused, otherwise a few words of ours; `restFor` is how long a busy provider asked
/// to be left alone.
public record Failure(Kind kind, String detail, Optional<Duration> restFor) {
    public Failure(Kind kind, String detail) {
        this(kind, detail, Optional.empty());
    }

    public enum Kind {
        /// No connection came about.
        UNREACHABLE,
        /// The provider was too slow to start, or fell silent.
        TIMED_OUT,
        /// The provider asked to come back later (429).
        BUSY,
        /// The provider does not serve this call, though it may serve others (403).
        FORBIDDEN,
        /// The provider answered with an error, or with something that is no answer.
        FAILED,
        /// The provider finds fault with the request itself: another one would too.
        REJECTED,
        /// The connection broke.
        BROKEN
    }

    /// Whether another provider may do better.
    public boolean isWorthFailover() {
        return kind != Kind.REJECTED;
    }
}
