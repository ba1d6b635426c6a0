package io.intertie.ledger;

import io.intertie.money.Money;
import java.time.Instant;
import java.util.UUID;

/// Money of a wallet set aside for one request; its id is the request's.
public record Hold(
        UUID requestId, UUID organisationId, Money amount, State state, Instant expiresAt) {
    public enum State {
        HELD,
        CAPTURED,
        VOIDED,
        EXPIRED
    }
}
