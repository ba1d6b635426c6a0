package io.intertie.gateway;

import io.intertie.gateway.admission.Gate;
import io.intertie.gateway.admission.Rates;
import io.intertie.metering.Metering;
import java.time.Clock;
import java.time.Duration;

/// What all exchanges share; `pingAfter` is how long a stream may be silent.
record Kit(
        Gate gate,
        Snapshots snapshots,
        Decisions decisions,
        Rates rates,
        Metering metering,
        Ways ways,
        Recording recording,
        Repeats repeats,
        Clock clock,
        Duration pingAfter) {
    static final Duration PING_AFTER = Duration.ofSeconds(15);
}
