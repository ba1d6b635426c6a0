package io.intertie.gateway.front;

import io.intertie.gateway.wire.Reception;
import java.time.Clock;

/// What all connections of the front share.
record Desk(Reception reception, Clock clock, Origins origins, FrontLimits limits, BodyRoom room) {}
