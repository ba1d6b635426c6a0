package io.intertie.gateway;

import io.intertie.gateway.admission.Gate;
import io.intertie.gateway.admission.Rates;
import io.intertie.metering.Metering;
import java.time.Clock;

/// What all exchanges share.
record Kit(
        Gate gate,
        Snapshots snapshots,
        Decisions decisions,
        Rates rates,
        Metering metering,
        Ways ways,
        Recording recording,
        Clock clock) {}
