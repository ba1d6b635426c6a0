package io.intertie.certification;

import java.time.Duration;

/// How long a run may take: to connect, for one answer, for a whole step besides its load; how
/// long, with how many calls at once and about how many in all it loads the endpoint; and how long
/// a gap is never held against it.
record Pace(
        Duration connect,
        Duration answer,
        Duration step,
        Duration load,
        int atOnce,
        int calls,
        Duration shortGap) {
    static Pace usual(Duration load) {
        return new Pace(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(90),
                load,
                4,
                5_000,
                Duration.ofSeconds(1));
    }
}
