package io.intertie.ledger;

import io.intertie.money.Check;
import io.intertie.money.Money;

/// Moves `amount` from one account to another: `from` is debited, `to` is credited.
///
/// Balanced by construction: whatever leaves arrives, so no journal can be out of balance.
public record Posting(Account from, Account to, Money amount) {
    public Posting {
        Check.that(amount.isPositive(), "posting of %s", amount);
        Check.that(!from.equals(to), "posting within %s", from);
        Check.that(from.currency().equals(amount.currency()), "%s pays in %s", from, amount);
        Check.that(to.currency().equals(amount.currency()), "%s receives %s", to, amount);
    }

    /// As an auditor writes it: `buyer:wallet USD -> market:fee USD 0.000117`.
    @Override
    public String toString() {
        return text(from, to, amount);
    }

    /// The same of what is no posting, because somebody altered it.
    static String text(Account from, Account to, Money amount) {
        return from + " -> " + to + " " + amount.major().toPlainString();
    }
}
