package io.intertie.gateway.wire;

import java.time.Duration;
import java.util.Optional;

/// Where the pieces of one answer come from; a stream of one attempt only.
public interface Feed {
    /// The next piece, or empty if none came in time. After `End` or `Broken` there is none.
    Optional<Piece> next(Duration wait) throws InterruptedException;

    /// Stops the provider's work at once.
    void cancel();
}
