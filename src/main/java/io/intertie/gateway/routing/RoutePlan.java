package io.intertie.gateway.routing;

import io.intertie.gateway.wire.Fault;
import java.util.List;

/// Where a request may go, the best first; or why nowhere.
public sealed interface RoutePlan {
    /// At least one candidate.
    record Way(List<Candidate> candidates) implements RoutePlan {
        public Way {
            candidates = List.copyOf(candidates);
        }
    }

    record NoWay(Fault fault) implements RoutePlan {}
}
