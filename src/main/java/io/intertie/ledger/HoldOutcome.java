package io.intertie.ledger;

import io.intertie.money.Money;

/// Whether money could be set aside.
public sealed interface HoldOutcome {
    record Placed(Hold hold) implements HoldOutcome {}

    /// The wallet has less than what the request may cost; nothing was set aside.
    record Insufficient(Money available, Money needed) implements HoldOutcome {}

    /// A cap leaves no room for what the request may cost; nothing was set aside.
    record Capped(Wallets.Cap cap, Money spent, Money held, Money needed) implements HoldOutcome {}

    /// The organisation has no wallet in that currency.
    record NoWallet() implements HoldOutcome {}
}
