package io.intertie.gateway.front;

import java.time.Duration;

/// How patient the front is with its clients.
///
/// @param head from a request's first byte to the end of its head
/// @param body for each further 4 KB of a body
/// @param idle between two requests
/// @param stalled while a client takes nothing of what it is sent
/// @param parting while a client that was refused still sends
/// @param tick how often it looks
record FrontLimits(
        Duration head,
        Duration body,
        Duration idle,
        Duration stalled,
        Duration parting,
        Duration tick) {
    static final FrontLimits USUAL =
            new FrontLimits(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(250));
}
