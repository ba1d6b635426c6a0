package io.intertie.gateway.upstream;

import java.time.Duration;

/// How long a provider is waited for: to connect, and between two bytes of its answer.
///
/// An answer that is not streamed comes in one piece, so it has the whole time.
public record Patience(Duration connect, Duration betweenBytes, Duration whole) {
    public static final Patience USUAL =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(120), Duration.ofMinutes(10));
}
