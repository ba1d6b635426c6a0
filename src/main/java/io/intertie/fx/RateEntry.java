package io.intertie.fx;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// A rate that one person entered and another one decides on: one euro in `symbol`.
///
/// `symbol` is an ISO code, or CNH; `evidence` says where the person read it.
public record RateEntry(
        UUID id,
        String symbol,
        BigDecimal rate,
        LocalDate asOf,
        String evidence,
        String enteredBy,
        Instant enteredAt,
        State state,
        Optional<String> decidedBy) {
    public enum State {
        PROPOSED,
        CONFIRMED,
        REJECTED
    }

    public boolean isWaiting() {
        return state == State.PROPOSED;
    }
}
