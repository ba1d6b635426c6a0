package io.intertie.gateway;

import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.routing.Router;
import java.time.Instant;

/// What the market was at one moment: who may call, and what is offered. Immutable.
record Snapshot(Admission admission, Router router, Instant takenAt) {}
