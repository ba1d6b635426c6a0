package io.intertie.gateway.routing;

import io.intertie.choice.Considered;
import io.intertie.gateway.wire.Fault;
import java.util.List;

/// Where a request may go, the best first; or why nowhere.
public sealed interface RoutePlan {
    /// What became of every live offer of the model: first those that were planned, in their order.
    List<Considered> considered();

    /// What the order went by: `weighted-price`, or the wish's word.
    String by();

    /// At least one candidate.
    record Way(List<Candidate> candidates, String by, List<Considered> considered)
            implements RoutePlan {
        public Way {
            candidates = List.copyOf(candidates);
            considered = List.copyOf(considered);
        }
    }

    record NoWay(Fault fault, String by, List<Considered> considered) implements RoutePlan {
        public NoWay {
            considered = List.copyOf(considered);
        }
    }
}
