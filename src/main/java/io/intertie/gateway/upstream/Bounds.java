package io.intertie.gateway.upstream;

import java.time.Duration;

/// How many connections one event loop keeps to one host, how long one rests unused, and how old it
/// may become.
record Bounds(int connectionsPerHost, Duration rest, Duration age) {
    static final Bounds USUAL = new Bounds(8_192, Duration.ofSeconds(30), Duration.ofMinutes(5));
}
