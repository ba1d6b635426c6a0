package io.intertie.settlement;

import io.intertie.money.Currency;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The period over which a provider's usage in one currency is settled together.
///
/// `closesAt` is the instant up to which usage was counted; the next window opens then. **Always
/// true** one open window for each provider and currency; a closed one is frozen.
public record SettlementWindow(
        UUID id,
        UUID providerId,
        Currency currency,
        int sequence,
        Instant opensAt,
        Optional<Instant> closesAt,
        State state,
        int revision) {
    /// Open → closed, and from there as its payout: held, sent, settled or failed.
    public enum State {
        OPEN,
        CLOSED,
        HELD,
        SENT,
        SETTLED,
        FAILED
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }
}
