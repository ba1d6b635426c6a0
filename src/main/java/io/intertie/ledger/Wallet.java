package io.intertie.ledger;

import io.intertie.money.Money;
import java.util.UUID;

/// A buyer's money in one currency.
///
/// **Always true** `posted ≥ held ≥ 0`; `carryPico` is what requests have cost below one micro.
public record Wallet(UUID organisationId, Money posted, Money held, long carryPico) {
    /// What a new request may still set aside.
    public Money available() {
        return posted.minus(held);
    }
}
