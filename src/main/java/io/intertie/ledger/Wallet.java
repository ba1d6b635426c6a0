package io.intertie.ledger;

import io.intertie.money.Money;
import java.util.UUID;

/// A buyer's money in one currency, and the credit that the market gave it.
///
/// `held` is set aside for single requests, `leased` for whatever gateway nodes serve next.
///
/// **Always true** `posted ≥ 0`, `promo ≥ 0`, `posted + promo ≥ held + leased`, both `≥ 0`;
/// `carryPico` is what requests have cost below one micro.
public record Wallet(
        UUID organisationId, Money posted, Money promo, Money held, Money leased, long carryPico) {
    /// How a wallet is spent: each request held by itself, or out of nodes' leases.
    public enum Spending {
        STRICT,
        LEASE
    }

    /// What a new request may still set aside.
    public Money available() {
        return posted.plus(promo).minus(setAside());
    }

    public Money setAside() {
        return held.plus(leased);
    }
}
