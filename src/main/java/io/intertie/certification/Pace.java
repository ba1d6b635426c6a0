package io.intertie.certification;

import java.time.Duration;

/// How long a run may take: to connect, for one answer, for a whole step besides its load; how long
/// and with how many calls at once it loads the endpoint; and how long a gap is never held against
/// it.
record Pace(
        Duration connect,
        Duration answer,
        Duration step,
        Duration load,
        int atOnce,
        Duration shortGap) {
    static Pace usual(Duration load) {
        return new Pace(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(90),
                load,
                4,
                Duration.ofSeconds(1));
    }
}
