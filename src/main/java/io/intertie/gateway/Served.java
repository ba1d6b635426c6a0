package io.intertie.gateway;

import io.intertie.gateway.relay.Ending;
import io.intertie.metering.UsageRecord;

/// How an order that was served ended, and what came of putting it on record.
record Served(Ending ending, Recording.Outcome outcome) {
    /// Whether money was taken, as far as is known.
    enum Charged {
        YES,
        NO,
        UNKNOWN
    }

    Charged isCharged() {
        return switch (outcome) {
            case Recording.Outcome.Unknown _ -> Charged.UNKNOWN;
            case Recording.Outcome.Booked booked ->
                    booked.state() == UsageRecord.State.FAILED ? Charged.NO : Charged.YES;
        };
    }

    /// Whether the client was sent the whole answer.
    boolean isWhole() {
        return ending instanceof Ending.Complete && isCharged() == Charged.YES;
    }
}
