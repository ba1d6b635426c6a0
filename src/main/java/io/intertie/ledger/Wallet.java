package io.intertie.ledger;

import io.intertie.money.Money;
import java.util.UUID;

/// A buyer's money in one currency, and the credit that the market gave it.
///
/// **Always true** `posted ≥ 0`, `promo ≥ 0`, `posted + promo ≥ held ≥ 0`; `carryPico` is what
/// requests have cost below one micro.
public record Wallet(UUID organisationId, Money posted, Money promo, Money held, long carryPico) {
    /// What a new request may still set aside.
    public Money available() {
        return posted.plus(promo).minus(held);
    }
}
