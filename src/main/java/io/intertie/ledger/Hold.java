package io.intertie.ledger;

import io.intertie.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Money of a wallet set aside for one request; its id is the request's.
///
/// `counters` are those that it counts on while it is held, and by its charge when it is captured.
public record Hold(
        UUID requestId,
        UUID organisationId,
        Money amount,
        State state,
        Instant expiresAt,
        List<String> counters) {
    public Hold {
        counters = List.copyOf(counters);
    }

    public enum State {
        HELD,
        CAPTURED,
        VOIDED,
        EXPIRED
    }

    /// Whether money could be set aside.
    public sealed interface Outcome {
        record Placed(Hold hold) implements Outcome {}

        /// The wallet has less than what the request may cost; nothing was set aside.
        record Insufficient(Money available, Money needed) implements Outcome {}

        /// A cap leaves no room for what the request may cost; nothing was set aside.
        record Capped(Wallets.Cap cap, Money spent, Money held, Money needed) implements Outcome {}

        /// The organisation has no wallet in that currency.
        record NoWallet() implements Outcome {}
    }
}
