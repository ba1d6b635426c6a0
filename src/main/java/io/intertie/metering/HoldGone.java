package io.intertie.metering;

import io.intertie.ledger.Hold;
import java.util.Optional;
import java.util.UUID;

/// A request's money is not set aside any more, so that it cannot be charged.
public final class HoldGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HoldGone(UUID requestId, Optional<Hold.State> state) {
        super(
                "request %s cannot be captured: its hold is %s"
                        .formatted(requestId, state.map(Enum::name).orElse("absent")));
    }
}
